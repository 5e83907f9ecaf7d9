import type { ReleaseFigures, VerbFigures } from './measure-releases';
import { releaseRows } from './release-rows';

const LOAD = { requests: 5_100, failures: {}, seconds: 20 };
const VERB: VerbFigures = { state: 'live', asked: 1.5, verdict: 14, ended: 18 };
const FIGURES: ReleaseFigures = {
  cloudStart: 3,
  help: 0.2,
  roll: { ...VERB, load: LOAD },
  rollback: { ...VERB, load: { ...LOAD, failures: { 'HTTP 502': 2, 'socket hang up': 1 } } },
  crash: { ...VERB, state: 'rolled_back' },
  missingSecret: { ...VERB, state: 'rolled_back', verdict: 15.5 },
  peerRoll: { seconds: 30, said: 'stable', asAsked: true },
  peerCrash: { seconds: 30, said: 'stable', asAsked: false },
};

function row(what: string, figures = FIGURES) {
  const found = releaseRows(figures).find((one) => one.what.startsWith(what));
  return { measured: found?.measured, met: found?.target?.met };
}

describe('the figures of releases', () => {
  it('are held against their targets', () => {
    expect(row('good roll')).toEqual({ measured: '18.0 s', met: true });
    expect(row('verdict on a crash at start')).toEqual({ measured: '14.0 s', met: true });
    expect(row('verdict on a missing secret')).toEqual({ measured: '15.5 s', met: false });
  });

  it('count every request that failed, and too few of them as well', () => {
    expect(row('requests during the roll')).toEqual({
      measured: '5,100 at 255 a second, 0 failed',
      met: true,
    });
    expect(row('requests during the rollback')).toEqual({
      measured: '5,100 at 255 a second, 3 failed',
      met: false,
    });
    const few = { ...FIGURES, roll: { ...FIGURES.roll, load: { ...LOAD, requests: 4_999 } } };
    expect(row('requests during the roll', few).met).toBe(false);
  });

  it('say what the peer told of a crash, and what it did not', () => {
    expect(row('`aws ecs wait services-stable` on that crash').measured).toBe(
      '30.0 s, then "stable", and not a word that ECS went back',
    );
    const waiting = {
      ...FIGURES,
      peerCrash: { seconds: 120.2, said: 'still waiting', asAsked: true } as const,
    };
    expect(row('`aws ecs wait services-stable` on that crash', waiting).measured).toBe(
      'says nothing for more than 120 s',
    );
  });

  it('show the sums by which AWS takes no longer than three minutes', () => {
    for (const bad of ['crash at start', 'missing secret']) {
      const { measured, met } = row(`verdict on a ${bad} on AWS`);
      expect(measured).toMatch(/^5 s ask ECS \+ .* = \d+ s$/);
      expect(met).toBe(true);
    }
  });
});
