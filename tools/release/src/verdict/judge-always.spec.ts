import fc from 'fast-check';
import { judge } from './judge';
import type { DeploymentObservation } from './observation';
import {
  DIGEST,
  OLD_DIGEST,
  GOAL,
  OURS,
  OLD,
  DONE,
  task,
  oldTask,
  crashed,
  unhealthy,
  look,
} from './sample-looks';

const anyTask = fc.oneof(
  fc
    .record({ id: fc.constantFrom('a', 'b', 'c'), digest: fc.constantFrom(DIGEST, OLD_DIGEST, undefined) })
    .map(({ id, digest }) => task(id, { imageDigest: digest })),
  fc.constantFrom('d', 'e').map((id) => oldTask(id)),
  fc.tuple(fc.constantFrom('f', 'g', 'h'), fc.constantFrom(1, 2)).map(([id, code]) => crashed(id, code)),
  fc.constantFrom('i', 'j').map((id) => unhealthy(id, 'Target.Timeout')),
);

const anyDeployments = fc.constantFrom<DeploymentObservation[]>(
  [OURS, OLD],
  [DONE],
  [DONE, OLD],
  [{ ...OURS, status: 'ACTIVE' }],
);

const anyLook = fc
  .record({
    tasks: fc.uniqueArray(anyTask, { selector: ({ id }) => id, maxLength: 6 }),
    deployments: anyDeployments,
    elapsedMs: fc.integer({ min: 0, max: 700_000 }),
    desired: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ tasks, deployments, elapsedMs, desired }) => look(tasks, deployments, elapsedMs, desired));

const anyHistory = fc
  .array(anyLook, { minLength: 1, maxLength: 5 })
  .map((looks) => looks.sort((a, b) => a.elapsedMs - b.elapsedMs));

describe('always', () => {
  it('live is only what carries the digest in every running task', () => {
    const almost = fc.record({
      tasks: fc.array(fc.boolean(), { maxLength: 3 }),
      desired: fc.integer({ min: 0, max: 3 }),
    });
    let lives = 0;
    fc.assert(
      fc.property(almost, anyHistory, ({ tasks, desired }, before) => {
        const now = tasks.map((ours, index) => task(`${index}`, { imageDigest: ours ? DIGEST : OLD_DIGEST }));
        if (judge([...before, look(now, [DONE], 700_000, desired)], GOAL).kind !== 'live') return;
        lives += 1;
        expect(tasks.length).toBeGreaterThan(0);
        expect(tasks).not.toContain(false);
      }),
    );
    expect(lives).toBeGreaterThan(0);
  });

  it('another failure of the same kind never makes a failed release roll again', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 5 }), (history, more) => {
        const last = history.at(-1);
        if (!last || judge(history, GOAL).kind !== 'failed') return;
        const tasks = [...last.tasks, ...Array.from({ length: more }, (_, i) => crashed(`more-${i}`))];
        expect(judge([...history, { ...last, tasks }], GOAL).kind).toBe('failed');
        expect(judge([...history.slice(0, -1), { ...last, tasks }], GOAL).kind).toBe('failed');
      }),
    );
  });

  it('two crashes alike are never rolling, wherever in the history they were seen', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), fc.nat(), (history, a, b) => {
        const seen = history.map((observation, index) => ({
          ...observation,
          tasks: [
            ...observation.tasks,
            ...(index === a % history.length ? [crashed('x', 7)] : []),
            ...(index === b % history.length ? [crashed('y', 7)] : []),
          ],
        }));
        expect(judge(seen, GOAL).kind).not.toBe('rolling');
      }),
    );
  });
});
