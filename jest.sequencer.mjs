import Sequencer from '@jest/test-sequencer';

/** What takes minutes, the slowest first. Started last, one of them would be waited for alone. */
const SLOW = [
  'rehearse/src/life.cloud',
  'life-of-local.cloud',
  'skew.cloud',
  'deploy.cloud',
  'witness-terraform.cloud',
  'rolls.cloud',
  'witness.cloud',
  'cloud.cloud',
];

/** Jest's own order, which knows nothing on a fresh clone, but for the slow ones. */
export default class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => SLOW.findIndex((name) => path.includes(`/${name}.spec`));
    const place = (test) => (rank(test) < 0 ? SLOW.length : rank(test));
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b));
  }
}
