import fc from 'fast-check';
import { renderTimeline, verdictTimeline, type BadRelease } from './timeline';

const FAST = { desiredCount: 2, healthCheckInterval: 5, unhealthyThreshold: 2 };

describe('verdictTimeline', () => {
  it.each<[BadRelease, number, number]>([
    ['missing secret', 2, 38],
    ['missing secret', 1, 38],
    ['crash at start', 2, 43],
    ['crash at start', 1, 83],
    ['wrong answer', 2, 48],
    ['no answer', 2, 98],
  ])('%s with %i wanted: %i s', (bad, desiredCount, seconds) => {
    expect(verdictTimeline({ ...FAST, desiredCount }, bad).seconds).toBe(seconds);
  });

  it('names its parts', () => {
    expect(renderTimeline(verdictTimeline(FAST, 'crash at start'))).toBe(
      '5 s ask ECS + 20 s task start + 5 s crash + 10 s ECS reports the end + 3 s next look = 43 s',
    );
  });

  it('a crash or a missing secret has its verdict within 3 minutes, whatever is declared', () => {
    const anything = fc.record({
      desiredCount: fc.integer({ min: 1, max: 100 }),
      healthCheckInterval: fc.integer({ min: 5, max: 300 }),
      unhealthyThreshold: fc.integer({ min: 2, max: 10 }),
      startTimeout: fc.integer({ min: 1, max: 3600 }),
    });
    fc.assert(
      fc.property(anything, (settings) => {
        expect(verdictTimeline(settings, 'crash at start').seconds).toBeLessThanOrEqual(180);
        expect(verdictTimeline(settings, 'missing secret').seconds).toBeLessThanOrEqual(180);
      }),
    );
  });

  it('is the sum of its parts', () => {
    const { parts, seconds } = verdictTimeline(FAST, 'no answer');

    expect(parts.reduce((sum, part) => sum + part.seconds, 0)).toBe(seconds);
  });
});
