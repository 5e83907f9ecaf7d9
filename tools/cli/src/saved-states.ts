import {
  removeState,
  restoreCloud,
  savedStateFolder,
  saveCloud,
  savedStates,
  type CloudOptions,
  type SavedState,
} from '@slipway/tool-cloud';
import { unknownWord, UsageError } from './usage-error';

/** What an action on saved states says: as lines, and as JSON. */
export interface Said {
  readonly text: string;
  readonly json: unknown;
}

export async function saveState(options: CloudOptions, name: string | undefined): Promise<Said> {
  const directory = savedStateFolder(options, given(name));
  if ((await savedStates(options)).some((state) => state.name === name)) {
    throw new UsageError(
      `There is a saved state "${name}" already. Choose another name, or remove it first: npx slipway cloud remove ${name}`,
    );
  }
  await saveCloud(options, directory);
  const saved = (await savedStates(options)).find((state) => state.name === name);
  return {
    text: `Saved as "${name}" (${saved ? megabytes(saved) : ''}). Go back to it with: npx slipway cloud restore ${name}`,
    json: saved,
  };
}

export async function restoreState(options: CloudOptions, name: string | undefined): Promise<Said> {
  const state = await known(options, given(name));
  const { endpoint } = await restoreCloud(options, state.directory);
  return {
    text: `Restored "${state.name}", as it was ${ago(state)}.`,
    json: { restored: state.name, endpoint },
  };
}

export async function listStates(options: CloudOptions): Promise<Said> {
  const states = await savedStates(options);
  const lines = states.map((state) =>
    [
      state.name.padEnd(Math.max(...states.map(({ name }) => name.length))),
      ago(state).padStart(14),
      megabytes(state).padStart(8),
      state.environments.join(', ') || 'no environment',
    ].join('  '),
  );
  return {
    text: lines.join('\n') || 'There are no saved states. Make one with: npx slipway cloud save <name>',
    json: states,
  };
}

export async function removeNamed(options: CloudOptions, name: string | undefined): Promise<Said> {
  const state = await known(options, given(name));
  removeState(state);
  return { text: `Removed "${state.name}".`, json: { removed: state.name } };
}

/** @throws UsageError with the nearest name that there is */
async function known(options: CloudOptions, name: string): Promise<SavedState> {
  const states = await savedStates(options);
  const found = states.find((state) => state.name === name);
  if (found) return found;
  const names = states.map((state) => state.name);
  const otherwise = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are none.';
  throw unknownWord('saved state', name, names, otherwise);
}

function given(name: string | undefined): string {
  if (name === undefined) throw new UsageError('Which saved state? Add its name.');
  return name;
}

const megabytes = ({ bytes }: SavedState) => `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;

/** `12 s ago`, `5 min ago`, `3 h ago`, `2 days ago`. */
export function ago({ taken }: Pick<SavedState, 'taken'>, now = Date.now()): string {
  const seconds = Math.max(Math.round((now - Date.parse(taken)) / 1000), 0);
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
