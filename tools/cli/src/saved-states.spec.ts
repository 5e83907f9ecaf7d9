import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ago, listStates, removeNamed, restoreState, saveState } from './saved-states';

const directory = mkdtempSync(join(tmpdir(), 'slipway-states-'));
const options = { workspace: directory, directory };
afterAll(() => rmSync(directory, { recursive: true }));

beforeAll(() => {
  for (const [name, taken] of [
    ['before-demo', '2026-11-01T00:00:00.000Z'],
    ['seeded', '2026-11-02T00:00:00.000Z'],
  ] as const) {
    const folder = join(directory, 'state', 'saved', name);
    mkdirSync(folder, { recursive: true });
    const manifest = {
      format: 1,
      moto: '5',
      slipway: '0',
      taken,
      files: {},
      images: [],
      environments: ['qa'],
    };
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  }
});

it('lists the newest first, with age, size and environments', async () => {
  const { text, json } = await listStates(options);
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/^seeded +\d+ days ago +1 MB {2}qa$/),
    expect.stringMatching(/^before-demo +\d+ days ago +1 MB {2}qa$/),
  ]);
  expect(json).toMatchObject([{ name: 'seeded' }, { name: 'before-demo', environments: ['qa'] }]);
});

it.each([
  ['a name that is nearly right', 'seded', 'There is no saved state "seded". Did you mean "seeded"?'],
  ['another', 'x', 'There is no saved state "x". There are: seeded, before-demo.'],
])('does not go back to %s', async (_, name, message) => {
  await expect(restoreState(options, name)).rejects.toThrow(message);
  await expect(removeNamed(options, name)).rejects.toThrow(message);
});

it.each([
  ['none', undefined, 'Add its name.'],
  ['one that leads elsewhere', '../x', '"../x" is not a name for a saved state.'],
  ['one that is there', 'seeded', 'There is a saved state "seeded" already.'],
  ['a good one, while no cloud runs', 'new', 'The embedded cloud is not running'],
])('does not save under %s', async (_, name, message) => {
  await expect(saveState(options, name)).rejects.toThrow(message);
});

it('removes one, and only that', async () => {
  expect((await removeNamed(options, 'seeded')).text).toBe('Removed "seeded".');
  expect((await listStates(options)).json).toMatchObject([{ name: 'before-demo' }]);
});

it.each([
  [12, '12 s ago'],
  [61, '1 min ago'],
  [7300, '2 h ago'],
  [3 * 86_400, '3 days ago'],
  [-5, '0 s ago'],
])('says %s seconds as %s', (seconds, words) => {
  const taken = '2026-11-01T00:00:00.000Z';
  expect(ago({ taken }, Date.parse(taken) + seconds * 1000)).toBe(words);
});
