import fc from 'fast-check';
import { nearest } from './nearest';

const KEYS = ['cpu', 'memory', 'port', 'command', 'environment', 'healthCheck', 'scaling'];

describe('nearest', () => {
  test.each([
    ['memroy', 'memory'],
    ['Memory', 'memory'],
    ['enviroment', 'environment'],
    ['healthcheck', 'healthCheck'],
    ['cup', 'cpu'],
    ['ports', 'port'],
    ['mem', 'memory'],
    ['env', 'environment'],
    ['helthchekc', 'healthCheck'],
    ['envronmnt', 'environment'],
  ])('%s means %s', (word, meant) => expect(nearest(word, KEYS)).toBe(meant));

  test.each(['replicas', 'x', 'c', '', 'image', 'hlthck', 'topr', 'prto_'])('%j means none of them', (word) =>
    expect(nearest(word, KEYS)).toBeUndefined(),
  );

  test('a word with one letter off finds its way back', () => {
    const spoilt = fc.constantFrom(...KEYS).chain((key) =>
      fc.record({
        key: fc.constant(key),
        word: fc.nat(key.length - 1).map((at) => `${key.slice(0, at)}_${key.slice(at + 1)}`),
      }),
    );
    fc.assert(fc.property(spoilt, ({ key, word }) => expect(nearest(word, KEYS)).toBe(key)));
  });
});
