import { splitCommand } from './split-command';

test.each<[string, string[]]>([
  ['/bin/sh', ['/bin/sh']],
  ['  ls   -la ', ['ls', '-la']],
  [`sh -c 'echo "$A" b'`, ['sh', '-c', 'echo "$A" b']],
  [`a "b 'c' \\" d"e ''`, ['a', `b 'c' " de`, '']],
  ['a\\ b', ['a b']],
  ['', []],
])('%s', (line, words) => expect(splitCommand(line)).toEqual(words));

test('an open quote is said', () => expect(() => splitCommand(`sh -c "echo`)).toThrow('open "'));
