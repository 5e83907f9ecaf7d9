import fc from 'fast-check';
import { taskBounds } from './percent';
import { plan, type PlannedTask, type PlanInput } from './plan';

const task = (
  id: string,
  primary: boolean,
  condition: PlannedTask['condition'] = 'healthy',
  served = condition !== 'waiting',
): PlannedTask => ({ id, primary, condition, served });

const input = (
  desired: number,
  tasks: PlannedTask[],
  percent: { minimumHealthyPercent?: number; maximumPercent?: number } = {},
): PlanInput => ({
  desired,
  bounds: taskBounds(desired, percent),
  tasks,
  mayStart: true,
  stalled: false,
});

const stopped = (it: PlanInput) => plan(it).stop.map(({ id }) => id);

describe('plan', () => {
  it('starts what is missing at once', () => {
    expect(plan(input(3, []))).toMatchObject({ start: 3, stop: [] });
  });

  it('starts all new ones beside the old ones, up to the maximum', () => {
    const old = [task('a', false), task('b', false)];
    expect(plan(input(2, old))).toMatchObject({ start: 2, stop: [] });
    expect(plan(input(2, old, { maximumPercent: 150 })).start).toBe(1);
  });

  it('retires an old one for each new one that is healthy', () => {
    const tasks = [task('a', false), task('b', false), task('c', true), task('d', true, 'waiting')];
    expect(stopped(input(2, tasks))).toEqual(['a']);
  });

  it('makes room where the maximum leaves none', () => {
    const tasks = ['a', 'b', 'c', 'd'].map((id) => task(id, false));
    expect(plan(input(4, tasks, { minimumHealthyPercent: 50, maximumPercent: 100 }))).toMatchObject({
      start: 2,
      stop: [
        { id: 'a', why: 'surplus' },
        { id: 'b', why: 'surplus' },
      ],
    });
  });

  it('keeps old ones that need not go, whatever the minimum would allow', () => {
    const tasks = [task('a', false), task('b', false)];
    expect(stopped(input(2, tasks, { minimumHealthyPercent: 0 }))).toEqual([]);
  });

  it('cannot replace the only task when the maximum is one, as on AWS', () => {
    expect(plan(input(1, [task('a', false)], { maximumPercent: 100 }))).toMatchObject({ start: 0, stop: [] });
  });

  it('starts a replacement for a task that has become unhealthy, and only then stops it', () => {
    const [well, failing] = [task('a', true), task('b', true, 'unhealthy')];
    expect(plan(input(2, [well, failing]))).toEqual({ start: 1, stop: [], replaces: 1 });
    const coming = plan(input(2, [well, failing, task('c', true, 'waiting')]));
    expect(coming).toEqual({ start: 0, stop: [], replaces: 0 });
    const come = plan(input(2, [well, failing, task('c', true)]));
    expect(come).toEqual({ start: 0, stop: [{ id: 'b', why: 'unhealthy' }], replaces: 0 });
  });

  it('leaves the replacement out again where the task recovers', () => {
    expect(stopped(input(1, [task('a', true), task('b', true, 'waiting')]))).toEqual(['b']);
  });

  it('stops a task that was never of use at once', () => {
    const tasks = [task('a', true), task('b', true, 'unhealthy', false)];
    expect(plan(input(2, tasks))).toEqual({ start: 1, stop: [{ id: 'b', why: 'unhealthy' }], replaces: 1 });
  });

  it('keeps old tasks that have become unhealthy until new ones are healthy', () => {
    const old = [task('a', false, 'unhealthy'), task('b', false, 'unhealthy')];
    expect(stopped(input(2, [...old, task('c', true, 'waiting'), task('d', true, 'waiting')]))).toEqual([]);
    expect(stopped(input(2, [...old, task('c', true), task('d', true, 'waiting')]))).toEqual(['a']);
    expect(stopped(input(2, [...old, task('c', true), task('d', true)]))).toEqual(['a', 'b']);
  });

  it('stops unhealthy ones one at a time where the maximum leaves no room for another', () => {
    const failing = [task('a', true, 'unhealthy'), task('b', true, 'unhealthy')];
    const full = { minimumHealthyPercent: 50, maximumPercent: 100 };
    expect(plan(input(2, failing, full))).toEqual({
      start: 1,
      stop: [{ id: 'a', why: 'unhealthy' }],
      replaces: 1,
    });
    expect(plan(input(2, [failing[1]!, task('c', true, 'waiting')], full))).toMatchObject({
      start: 0,
      stop: [],
    });
  });

  it('stops none for room while it starts none', () => {
    const failing = { ...input(1, [task('a', true, 'unhealthy')], { maximumPercent: 100 }), mayStart: false };
    expect(plan(failing)).toEqual({ start: 0, stop: [], replaces: 0 });
  });

  it('stops what has never served as soon as its deployment is superseded', () => {
    expect(stopped(input(1, [task('a', false), task('b', false, 'waiting')]))).toEqual(['b']);
  });

  it('scales down by those that serve nobody yet', () => {
    expect(stopped(input(1, [task('a', true), task('b', true, 'waiting')]))).toEqual(['b']);
  });

  it('starts nothing while it is throttled', () => {
    expect(plan({ ...input(2, []), mayStart: false }).start).toBe(0);
  });

  it('leaves what runs where a deployment was given up', () => {
    const tasks = [task('a', false), task('b', true, 'unhealthy', false)];
    expect(plan({ ...input(2, tasks), stalled: true })).toEqual({
      start: 0,
      stop: [{ id: 'b', why: 'unhealthy' }],
      replaces: 0,
    });
  });
});

describe('plan, whatever the service', () => {
  const tasks = fc
    .array(
      fc.record({
        primary: fc.boolean(),
        condition: fc.constantFrom<PlannedTask['condition']>('waiting', 'healthy', 'unhealthy'),
        served: fc.boolean(),
      }),
      { maxLength: 25 },
    )
    .map((all) => all.map((one, index): PlannedTask => ({ id: String(index), ...one })));
  const services = fc
    .record({
      desired: fc.nat(12),
      minimumHealthyPercent: fc.nat(100),
      maximumPercent: fc.integer({ min: 100, max: 300 }),
      tasks,
      mayStart: fc.boolean(),
      stalled: fc.boolean(),
    })
    .map(({ desired, tasks, mayStart, stalled, ...percent }): PlanInput => ({
      ...input(desired, tasks, percent),
      mayStart,
      stalled,
    }));
  const count = (all: readonly PlannedTask[], condition?: PlannedTask['condition']) =>
    all.filter((one) => condition === undefined || one.condition === condition).length;
  const after = (it: PlanInput) => {
    const gone = new Set(stopped(it));
    return it.tasks.filter(({ id }) => !gone.has(id));
  };

  it('is never below the minimum', () => {
    fc.assert(
      fc.property(services, (it) => {
        const before = count(it.tasks, 'healthy');
        expect(count(after(it), 'healthy')).toBeGreaterThanOrEqual(Math.min(before, it.bounds.min));
      }),
    );
  });

  it('is never above the maximum by what it starts', () => {
    fc.assert(
      fc.property(services, (it) => {
        const { start } = plan(it);
        expect(start).toBeGreaterThanOrEqual(0);
        if (start > 0) expect(count(after(it)) + start).toBeLessThanOrEqual(it.bounds.max);
      }),
    );
  });

  it('stops no task twice and never more than there are', () => {
    fc.assert(
      fc.property(services, (it) => {
        const all = stopped(it);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it('ends with exactly what is desired once tasks come up, by itself', () => {
    // With a minimum of all and a maximum of all there is no way; AWS says so too.
    const possible = services.filter(({ bounds, desired }) => desired === 0 || bounds.max > bounds.min);
    fc.assert(
      fc.property(possible, (first) => {
        let next = 0;
        let now = [...first.tasks];
        for (let turn = 0; turn < 60; turn++) {
          const it = { ...first, tasks: now, mayStart: true, stalled: false };
          const { start, stop } = plan(it);
          if (start === 0 && stop.length === 0 && now.every(({ condition }) => condition === 'healthy'))
            break;
          const started = Array.from({ length: start }, () => task(`new${next++}`, true, 'waiting'));
          const waiting = after(it).findIndex(({ condition }) => condition === 'waiting');
          now = [
            ...after(it).map((one, at) => (at === waiting ? { ...one, condition: 'healthy' as const } : one)),
            ...started,
          ];
        }
        expect(now).toHaveLength(first.desired);
        expect(now.every(({ primary, condition }) => primary && condition === 'healthy')).toBe(true);
      }),
    );
  });
});
