import { Failure } from '@slipway/tool-terminal';
import { readWords } from './words';

const NOTHING = { parts: [], base: undefined, list: false, jest: [] };

describe('the words of test:cloud', () => {
  it.each([
    ['no word', [], NOTHING],
    ['several parts', ['tools/cloud', 'ship'], { ...NOTHING, parts: ['tools/cloud', 'ship'] }],
    ['the change against main', ['--affected'], { ...NOTHING, base: 'main' }],
    ['the change against another revision', ['--base=v1', '--affected'], { ...NOTHING, base: 'v1' }],
    ['a list', ['ship', '--list'], { ...NOTHING, parts: ['ship'], list: true }],
    ['options of Jest alone', ['--verbose'], { ...NOTHING, jest: ['--verbose'] }],
    [
      'options of Jest behind a part, with their values',
      ['ship', '-t', 'rolls back', '--verbose'],
      { ...NOTHING, parts: ['ship'], jest: ['-t', 'rolls back', '--verbose'] },
    ],
  ])('may be %s', (_, args, words) => {
    expect(readWords(args)).toEqual(words);
  });

  it.each([
    ['a base without --affected', ['ship', '--base=v1'], '--base=REV goes with --affected. Nothing was run.'],
    [
      'parts with --affected',
      ['ship', '--affected', 'cli'],
      '--affected chooses the parts itself. Leave it out, or ship, cli. Nothing was run.',
    ],
  ])('are not %s', (_, args, message) => {
    expect(() => readWords(args)).toThrow(new Failure('usage', message));
  });
});
