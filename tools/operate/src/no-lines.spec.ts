import { noLinesWords } from './no-lines';

it.each([
  [['web'], {}, 'No line of web since 15m. Further back, for example: --since 1d'],
  [
    ['web', 'worker'],
    { since: '2h' },
    'No line of web or worker since 2h. Further back, for example: --since 1d',
  ],
  [
    ['web'],
    { filter: 'error' },
    'No line that matches error of web since 15m. Further back, for example: --since 1d',
  ],
])('no lines of %j, asked for with %j', (services, query, words) => {
  expect(noLinesWords(services, query)).toBe(words);
});
