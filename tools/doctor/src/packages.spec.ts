import { packagesFinding, type LockFile } from './packages';

const locked: LockFile = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a/node_modules/@b/c': { version: '2.0.0', integrity: 'sha512-c' },
    'node_modules/other-processor': { version: '3.0.0', integrity: 'sha512-o', optional: true },
    'node_modules/here': { link: true },
  },
};
const installed = (changes: LockFile['packages']): LockFile => ({
  packages: {
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/a/node_modules/@b/c': { version: '2.0.0', integrity: 'sha512-c' },
    ...changes,
  },
});
const missing = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

describe('the packages', () => {
  it('are good when all that is not optional is there', () => {
    expect(packagesFinding(locked, installed({}))).toEqual({
      state: 'good',
      found: '2 packages, as package-lock.json pins them',
    });
  });

  it.each<[string, LockFile | undefined, string]>([
    ['nothing was installed', undefined, 'node_modules was not made by npm from package-lock.json'],
    ['one is missing', { packages: missing }, '@b/c is missing'],
    ['one is older', installed({ 'node_modules/a': { version: '0.9.0' } }), 'a is 0.9.0, not 1.0.0'],
    [
      'one has different content',
      installed({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } }),
      'a 1.0.0 has different content',
    ],
    ['two differ', { packages: {} }, 'a is missing, and 1 more differ from package-lock.json'],
    [
      'an optional one that is there is another',
      installed({ 'node_modules/other-processor': { version: '2.0.0' } }),
      'other-processor is 2.0.0, not 3.0.0',
    ],
  ])('are bad when %s', (_, there, found) => {
    expect(packagesFinding(locked, there)).toEqual({ state: 'bad', found, fix: 'npm ci' });
  });
});
