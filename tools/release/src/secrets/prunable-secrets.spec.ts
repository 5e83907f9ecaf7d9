import type { ConfigVersions } from '../record/config';
import { KEEP_DAYS, prunableSecrets } from './prunable-secrets';

const DAY = 86_400_000;
const now = 100 * DAY;

it('is what is old and neither set nor named by a release that can come back', () => {
  const versions = new Map([
    [
      'A',
      new Map([
        [1, now - KEEP_DAYS * DAY],
        [2, now - KEEP_DAYS * DAY],
        [3, now - KEEP_DAYS * DAY],
        [4, now - KEEP_DAYS * DAY + 1],
      ]),
    ],
    ['B', new Map([[1, 0]])],
  ]);
  const keep: ConfigVersions[] = [{ web: { A: 3 } }, { web: { A: 2 }, worker: { B: 1 } }, {}];

  expect(prunableSecrets({ versions }, 'web', keep, now)).toEqual([
    ['A', 1],
    ['B', 1],
  ]);
});
