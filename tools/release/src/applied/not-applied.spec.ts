import { SampleStore } from '../sample/sample-store';
import { SampleWorld } from '../sample/sample-world';
import { readApplied, rememberApplied } from './applied';
import { notApplied, notAppliedLines } from './not-applied';

const { environment } = new SampleWorld({
  environment: { GREETING: 'hello', GONE: 'x' },
  release: ['node', 'migrate.js'],
});
const web = environment.services['web']!;
const NOTED = {
  settings: environment,
  resources: { 'aws_a.same': '1', 'aws_a.old': '1', 'aws_a.other': '1' },
};

/** As a deploy notes it, and as it is read again. */
async function noted(applied: Parameters<typeof rememberApplied>[1] = NOTED) {
  const store = new SampleStore();
  await rememberApplied(store, applied);
  return readApplied(store);
}

const editing = (changes: object) => ({
  ...NOTED,
  settings: { ...environment, services: { web: { ...web, ...changes } } },
});

it('nothing differs from what was just applied', async () => {
  expect(notApplied(await noted(), NOTED)).toEqual({ settings: [], resources: [] });
});

it('another app is nothing to deploy', async () => {
  expect(notApplied(await noted(), editing({ app: 'api' })).settings).toEqual([]);
  expect(notApplied(await noted(editing({ app: 'api' })), NOTED).settings).toEqual([]);
});

it('every resource that differs is named with what would become of it', async () => {
  const resources = { 'aws_a.same': '1', 'aws_a.other': '2', 'aws_a.fresh': '1' };
  expect(notApplied(await noted(), { ...NOTED, resources }).resources).toEqual([
    'add aws_a.fresh',
    'remove aws_a.old',
    'change aws_a.other',
  ]);
});

it.each([
  [
    'a variable',
    { environment: { GREETING: 'bye', NEW: 'y' } },
    [
      'services.web.environment.GONE: "x" → (none)',
      'services.web.environment.GREETING: "hello" → "bye"',
      'services.web.environment.NEW: (none) → "y"',
    ],
  ],
  ['the release command', { release: undefined }, ['services.web.release: ["node","migrate.js"] → (none)']],
  ['required secrets', { secrets: ['TOKEN'] }, ['services.web.secrets: [] → ["TOKEN"]']],
  ['a number', { memoryMb: 4096 }, [`services.web.memoryMb: ${web.memoryMb} → 4096`]],
  [
    'a long value',
    { environment: { GREETING: 'a'.repeat(80), GONE: 'x' } },
    [`services.web.environment.GREETING: "hello" → "${'a'.repeat(58)}…`],
  ],
])('a setting that differs is said from what to what: %s', async (_, changes, lines) => {
  const left = notApplied(await noted(), editing(changes));
  expect(left.settings).toEqual(lines);
  expect(notAppliedLines(left)).toEqual(lines);
});

it('a service or database that only one side has is one line', async () => {
  const settings = { ...environment, database: false as const, services: { worker: web } };
  expect(notApplied(await noted(), { ...NOTED, settings }).settings).toEqual([
    expect.stringMatching(/^database: \{.*… → false$/),
    'services.web: removed',
    'services.worker: new',
  ]);
});

it('resources tell what no setting does', async () => {
  const left = notApplied(await noted(), { ...NOTED, resources: { ...NOTED.resources, 'aws_a.old': '2' } });
  expect(notAppliedLines(left)).toEqual(['change aws_a.old']);
});

it('a later deploy replaces what an earlier one noted', async () => {
  const store = new SampleStore();
  await rememberApplied(store, editing({ memoryMb: 4096 }));
  await rememberApplied(store, NOTED);
  expect(notApplied(await readApplied(store), NOTED)).toEqual({ settings: [], resources: [] });
});

it('without a note it says so rather than that all is applied', async () => {
  const left = notApplied(await readApplied(new SampleStore()), NOTED);
  expect(notAppliedLines(left)).toEqual(['not known: the last deploy left no note of what it applied']);
});

it('the note of an earlier Slipway has resources alone', async () => {
  const store = new SampleStore();
  store.put('applied.json', JSON.stringify(NOTED.resources));
  const applied = await readApplied(store);

  expect(applied).toEqual({ resources: NOTED.resources });
  expect(notAppliedLines(notApplied(applied, NOTED))).toEqual([
    'not known: the last deploy left no note of its settings',
  ]);
});

it.each(['{', '[]', '{"settings":{},"resources":{}}', '{"settings":{"services":{}}}'])(
  'what is no note is refused in words: %s',
  async (body) => {
    const store = new SampleStore();
    store.put('applied.json', body);
    await expect(readApplied(store)).rejects.toThrow(/applied.json .* is not what a deploy writes/);
  },
);
