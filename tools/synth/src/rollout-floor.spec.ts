import fc from 'fast-check';
import { AWS_DEFAULT_ROLLOUT, rolloutFloor } from './rollout-floor';

const FAST = {
  healthCheckInterval: 5,
  healthyThreshold: 2,
  deregistrationDelay: 10,
  stopTimeout: 2,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
};

describe('rolloutFloor', () => {
  it.each([
    ['the fast settings', FAST, 2, 1, 42],
    ['the defaults of AWS', AWS_DEFAULT_ROLLOUT, 2, 1, 500],
    ['room for half of the tasks', { ...FAST, maximumPercent: 150 }, 4, 2, 84],
    ['one at a time', { ...FAST, maximumPercent: 125 }, 4, 4, 168],
    [
      'half may be missing, none extra',
      { ...FAST, minimumHealthyPercent: 50, maximumPercent: 100 },
      4,
      2,
      84,
    ],
  ])('of %s', (_, settings, tasks, waves, seconds) => {
    expect(rolloutFloor(settings, tasks)).toMatchObject({ waves, seconds });
  });

  it('is spent on start, checks, drain and stop', () => {
    expect(rolloutFloor(FAST).wave).toEqual({ start: 20, health: 10, drain: 10, stop: 2 });
  });

  it('refuses percentages that let no task be replaced', () => {
    expect(() => rolloutFloor({ ...FAST, maximumPercent: 100 }, 2)).toThrow('no task can be replaced');
  });

  it('never grows when ECS gets more room', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 200, max: 400 }),
        (tasks, maximumPercent) => {
          const floor = rolloutFloor(FAST, tasks).seconds;
          expect(rolloutFloor({ ...FAST, maximumPercent }, tasks).seconds).toBeLessThanOrEqual(floor);
        },
      ),
    );
  });
});
