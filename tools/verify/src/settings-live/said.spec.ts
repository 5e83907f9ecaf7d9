import { renderForeseen, type Foreseen } from '@slipway/tool-plan';
import { saidBy } from './said';

const FORESEEN: readonly Foreseen[] = [
  {
    address: 'aws_db_instance.x',
    effect: 'interrupts',
    text: 'The database restarts. It takes five minutes.',
  },
  {
    address: 'aws_lb_target_group.x',
    effect: 'acts',
    text: 'The check holds at once, for every task there is.',
  },
  { address: 'aws_lb_target_group.y', effect: 'acts', text: 'Another one.' },
];

function deployed(below: string, ending: string): string {
  return `acme qa\n\nPlan: 1 changed.\n\nChanged\n  ~   aws_db_instance.x  size\n\n${below}\n\n${ending}\n`;
}

test.each([40, 100])('reads what stands below a plan, broken at %i columns', (columns) => {
  const below = renderForeseen(FORESEEN, { color: false, columns });
  expect(saidBy(deployed(below, '')).foreseen).toEqual(
    FORESEEN.map(({ effect, text }) => ({ effect, text })),
  );
});

test('a plan with nothing below it says nothing', () => {
  expect(saidBy(deployed('', 'done'))).toEqual({ foreseen: [] });
});

test.each([
  ['✓ v2 is live on qa, 17 s. http://127.0.0.1:34071', 'v2'],
  ['v12 is live on qa.', 'v12'],
  ['  live              v2 since today', undefined],
])('%s: the release is %s', (ending, release) => {
  expect(saidBy(deployed('', ending)).release).toBe(release);
});
