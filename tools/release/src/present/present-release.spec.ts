import type { Output } from '@slipway/tool-terminal';
import type { ReleaseEvent } from '../ports/release-event';
import type { DeploymentObservation, Observation, TaskObservation } from '../verdict/observation';
import { presentRelease, type PresentOptions } from './present-release';
import { CRASHED, sampleRelease } from '../sample/sample-release';

const previous = sampleRelease({
  version: 11,
  taskDefinitions: { web: 'arn:aws:ecs:x:1:task-definition/web:11' },
});
const record = sampleRelease({ state: 'pending', config: {} });

function task(
  id: string,
  lastStatus: string,
  state: string | undefined,
  definition = 'web:12',
): TaskObservation {
  return {
    id,
    deployment: 'd',
    taskDefinition: definition,
    lastStatus,
    wasHealthy: false,
    ...(state && { target: { state } }),
  };
}

function observed(...tasks: TaskObservation[]): ReleaseEvent {
  return look('web:12', ...tasks);
}

/** One look while ECS rolls out a task definition. */
function look(primary: string, ...tasks: TaskObservation[]): ReleaseEvent {
  const deployment: DeploymentObservation = {
    id: 'd',
    status: 'PRIMARY',
    taskDefinition: `arn:aws:ecs:x:1:task-definition/${primary}`,
    desired: 2,
    running: 0,
    pending: 0,
    failed: 0,
    rolloutState: 'IN_PROGRESS',
  };
  const observation: Observation = {
    service: 'web',
    elapsedMs: 0,
    deployments: [deployment],
    tasks,
    desiredCount: 2,
  };
  return { type: 'observed', observation };
}

const old = (state: string) => ['1', '2'].map((id) => task(id, 'RUNNING', state, 'web:11'));
const EVENTS: ReleaseEvent[] = [
  { type: 'recorded', record, previous },
  { type: 'phase-started', phase: 'preconditions' },
  { type: 'phase-ended', phase: 'preconditions', seconds: 0.8, failed: false },
  { type: 'phase-started', phase: 'assets' },
  { type: 'phase-ended', phase: 'assets', seconds: 0.4, failed: false, detail: '24 files, 3 new' },
  { type: 'phase-started', phase: 'release command' },
  { type: 'command-output', line: 'migrating \u001B[1mall\u001B[0m' },
  { type: 'phase-ended', phase: 'release command', seconds: 3, failed: false },
  { type: 'phase-started', phase: 'roll' },
  observed(...old('healthy'), task('3', 'PENDING', undefined)),
  observed(...old('healthy'), task('3', 'PENDING', undefined)),
  { type: 'note', text: 'AWS throttled; going on.' },
  { type: 'note', text: 'AWS throttled; going on.' },
  observed(...old('draining'), task('3', 'RUNNING', 'healthy'), task('4', 'RUNNING', 'initial')),
];

function shown(events: ReleaseEvent[], options: Partial<PresentOptions> = {}) {
  const written: string[] = [];
  const drawn: string[] = [];
  const output: Output = {
    interactive: false,
    color: false,
    columns: 80,
    result: (text) => written.push(...text.split('\n').map((line) => `out|${line}`)),
    note: (text) => written.push(`err|${text}`),
    status: () => undefined,
  };
  let time = 0;
  const region = { draw: (text: string) => drawn.push(text), done: () => drawn.push('done') };
  const presenter = presentRelease({
    output,
    url: 'https://staging.acme.dev',
    now: () => (time += 1000),
    ...('region' in options ? { region } : {}),
    ...(options.json ? { json: true } : {}),
  });
  for (const event of events) presenter.listener(event);
  presenter.close();
  return { written, drawn };
}

const WATCHED: Partial<PresentOptions> = { region: { draw: () => undefined, done: () => undefined } };

it('piped, each fact is a line, once; the verdict is the result', () => {
  const { written } = shown([
    ...EVENTS,
    { type: 'phase-ended', phase: 'roll', seconds: 14.2, failed: false },
    { type: 'ended', record: sampleRelease() },
  ]);

  expect(written).toEqual([
    'err|',
    'err|v12 of staging begins: push, by jo.',
    'err|  ✓ check what it needs  0.8 s',
    'err|  ✓ assets               0.4 s  24 files, 3 new',
    'err|    migrating all',
    'err|  ✓ release command      3 s',
    'err|    web  new ○ starting 1 · old ●● running 2',
    'err|  AWS throttled; going on.',
    'err|    web  new ●○ running 2, healthy 1 · old ●● draining 2',
    'err|  ✓ roll                 14 s',
    'out|✓ v12 is live on staging, 18 s. https://staging.acme.dev',
    'out|  If it is not right: npx slipway rollback staging',
  ]);
});

it('a rollback says what it holds up', () => {
  const back = sampleRelease({ reason: 'rollback', from: { environment: 'staging', version: 9 } });
  const { written } = shown([
    { type: 'recorded', record: back, previous },
    { type: 'ended', record: back },
  ]);

  expect(written.at(-1)).toBe('out|  Pushes wait until: npx slipway unhold staging');
});

it('a release that failed shows its cause, its last lines and what to do', () => {
  const { written } = shown([
    { type: 'recorded', record, previous },
    { type: 'ended', record: CRASHED },
  ]);

  expect(written.slice(-7)).toEqual([
    'out|✗ v13 did not go live on staging: web exits with code 1 before it is healthy. v11 still serves.',
    'out|',
    'out|Last lines:',
    'out|  Error: connect ECONNREFUSED',
    'out|      at server.js:3',
    'out|',
    'out|Next: npx slipway logs staging --since 10m',
  ]);
});

it('where somebody watches, one picture is redrawn', () => {
  const { drawn, written } = shown(EVENTS, WATCHED);

  expect(drawn.at(-2)?.split('\n')).toEqual([
    '',
    'v12 of staging begins: push, by jo.',
    '  ✓ check what it needs  0.8 s',
    '  ✓ assets               0.4 s  24 files, 3 new',
    '  ✓ release command      3 s',
    expect.stringMatching(/^ {2}… roll {17}\d+ s$/),
    '    web  new ●○ running 2, healthy 1 · old ●● draining 2',
    '  AWS throttled; going on.',
  ]);
  expect(drawn.filter((text) => text === 'done')).toHaveLength(1);
  expect(written).toEqual([]);
});

it('the release command shows its last lines while it runs', () => {
  const lines = Array.from({ length: 9 }, (_, index): ReleaseEvent => ({
    type: 'command-output',
    line: `line ${index}`,
  }));
  const { drawn } = shown([{ type: 'phase-started', phase: 'release command' }, ...lines], WATCHED);

  expect(drawn.at(-2)?.split('\n').slice(1)).toEqual([4, 5, 6, 7, 8].map((index) => `    line ${index}`));
});

it('tasks that stop are counted, also after a roll back', () => {
  const { written } = shown([
    { type: 'recorded', record, previous },
    observed(...old('healthy'), task('3', 'STOPPED', undefined), task('4', 'STOPPED', undefined)),
    look('web:11', ...old('healthy')),
  ]);

  expect(written.slice(-2)).toEqual([
    'err|    web  new stopped 2 · old ●● running 2',
    'err|    web  new none yet · old ●● running 2',
  ]);
});

it('tasks of earlier releases, which are listed for an hour, are not those of this one', () => {
  const { written } = shown([
    { type: 'recorded', record, previous },
    observed(...old('healthy'), task('3', 'STOPPED', undefined, 'web:10')),
  ]);

  expect(written.at(-1)).toBe('err|    web  new none yet · old ●● running 2');
});

describe('a release that another run left behind', () => {
  const SETTLED: ReleaseEvent[] = [
    { type: 'note', text: 'v13 was left rolling by a run that is gone; settling it.' },
    { type: 'phase-started', phase: 'roll back' },
    { type: 'phase-ended', phase: 'roll back', seconds: 4, failed: false },
    { type: 'ended', record: CRASHED },
    { type: 'note', text: 'v13 is rolled back.' },
    { type: 'recorded', record, previous },
    { type: 'ended', record: sampleRelease() },
  ];

  it('is told before this one, which alone has the verdict', () => {
    expect(shown(SETTLED).written).toEqual([
      'err|  v13 was left rolling by a run that is gone; settling it.',
      'err|  ✓ roll back            4 s',
      'err|  v13 is rolled back.',
      'err|',
      'err|v12 of staging begins: push, by jo.',
      'out|✓ v12 is live on staging, 18 s. https://staging.acme.dev',
      'out|  If it is not right: npx slipway rollback staging',
    ]);
  });

  it('leaves standard output to the record of this one', () => {
    const { written } = shown(SETTLED, { json: true });

    expect(JSON.parse(written.map((line) => line.replace('out|', '')).join('\n'))).toEqual(sampleRelease());
  });

  it('does not end the picture', () => {
    const { drawn } = shown(SETTLED, WATCHED);

    expect(drawn.filter((text) => text === 'done')).toHaveLength(1);
    expect(drawn.at(-2)?.split('\n')).toEqual(expect.arrayContaining(['  v13 is rolled back.']));
    expect(drawn.at(-2)).not.toContain('roll back ');
  });
});

it('as JSON there is the record and nothing else', () => {
  const { written, drawn } = shown([...EVENTS, { type: 'ended', record: CRASHED }], {
    ...WATCHED,
    json: true,
  });

  expect(JSON.parse(written.map((line) => line.replace('out|', '')).join('\n'))).toEqual(CRASHED);
  expect(drawn).toEqual(['done']);
});
