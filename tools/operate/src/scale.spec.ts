import { sampleOpenEnvironment } from './sample-environment';
import { checkScale, parseScale, scale } from './scale';

describe('web=2', () => {
  it.each([
    ['web=2', { service: 'web', count: 2 }],
    ['worker-2=1200', { service: 'worker-2', count: 1200 }],
  ])('is a service and a number: %s', (text, expected) => expect(parseScale(text)).toEqual(expected));

  it.each(['web', '2', 'web=', 'web=-1', 'web=two', 'web=1.5', '=2', 'my web=2', 'Web=2', 'web=12345'])(
    '%s is not',
    (text) =>
      expect(() => parseScale(text)).toThrow(
        expect.objectContaining({ kind: 'usage', message: expect.stringContaining('web=2') }),
      ),
  );
});

describe('limits', () => {
  const place = sampleOpenEnvironment({});

  it.each([1, 4])('%d is within them', (count) =>
    expect(() => checkScale(place, { service: 'web', count })).not.toThrow(),
  );

  it.each([0, 5])('%d is refused, with what to edit', (count) => {
    expect(() => checkScale(place, { service: 'web', count })).toThrow(
      expect.objectContaining({
        kind: 'refused',
        message: expect.stringMatching(
          /is allowed to run 1 to 4 tasks.*\n.*services\.web\.scaling in environments\/staging\/environment\.ts, then: npx slipway deploy staging$/,
        ),
      }),
    );
  });

  it('are those of a service that exists', () => {
    expect(() => checkScale(place, { service: 'wbe', count: 1 })).toThrow('Did you mean "web"?');
  });
});

describe('scale', () => {
  function open(running: readonly number[], taskDefinition = 'acme-staging-web:4') {
    const counts = [...running];
    const updateService = jest.fn().mockResolvedValue({});
    const describeServices = () =>
      Promise.resolve({
        services: [
          {
            status: 'ACTIVE',
            taskDefinition,
            desiredCount: 1,
            runningCount: counts.length > 1 ? counts.shift() : counts[0],
          },
        ],
      });
    return { updateService, open: sampleOpenEnvironment({ ecs: { describeServices, updateService } }) };
  }
  const pause = () => Promise.resolve();

  it('sets the number and waits until as many run', async () => {
    const { open: at, updateService } = open([1, 1, 2, 3]);
    const seen: number[] = [];

    const scaled = await scale(at, { service: 'web', count: 3 }, { pause, progress: (n) => seen.push(n) });

    expect(updateService).toHaveBeenCalledWith({ cluster: 'acme-staging', service: 'web', desiredCount: 3 });
    expect(seen).toEqual([1, 2, 3]);
    expect(scaled).toEqual({ service: 'web', count: 3, before: 1, running: 3 });
  });

  it('need not wait', async () => {
    expect(await scale(open([1]).open, { service: 'web', count: 3 }, { wait: false })).toMatchObject({
      running: 1,
    });
  });

  it('says so when they do not come', async () => {
    await expect(
      scale(open([1]).open, { service: 'web', count: 3 }, { pause, patienceMs: 60_000 }),
    ).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(
        /should run 3 tasks, but after 1 min it runs 1\. ECS is still trying\.\nSee why: npx slipway ps \S+, npx slipway logs \S+ web$/,
      ),
    });
  });

  it('starts nothing from the template, which cannot run', async () => {
    const { open: at, updateService } = open([0], 'acme-staging-web-template:2');

    await expect(scale(at, { service: 'web', count: 2 })).rejects.toMatchObject({ kind: 'refused' });
    expect(updateService).not.toHaveBeenCalled();
  });

  it.each([
    ['no service', () => ({ services: [] })],
    ['one that was removed', () => ({ services: [{ status: 'INACTIVE' }] })],
    ['no cluster', () => Promise.reject(Object.assign(new Error(''), { name: 'ClusterNotFoundException' }))],
  ])('needs what a deploy makes: %s', async (_, describeServices) => {
    const at = sampleOpenEnvironment({ ecs: { describeServices } });

    await expect(scale(at, { service: 'web', count: 2 })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('npx slipway deploy staging'),
    });
  });

  it('passes on what AWS refuses', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

    await expect(
      scale(sampleOpenEnvironment({ ecs: { describeServices: () => Promise.reject(denied) } }), {
        service: 'web',
        count: 2,
      }),
    ).rejects.toBe(denied);
  });

  it('looks once a second, ten minutes long', async () => {
    const paused = jest.fn().mockResolvedValue(undefined);

    await expect(scale(open([1]).open, { service: 'web', count: 3 }, { pause: paused })).rejects.toThrow(
      'after 10 min it runs 1',
    );
    expect(paused).toHaveBeenCalledTimes(601);
    expect(paused).toHaveBeenCalledWith(1000);
  });
});
