import { tmpdir } from 'node:os';
import { imageOrigin, webAddress } from './image-origin';
import { SampleApp } from './sample-app';

test.each([
  ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
  ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
  ['https://user:token@git.example.com/acme/shop', 'https://git.example.com/acme/shop'],
  ['ssh://git@git.example.com/acme/shop.git', 'https://git.example.com/acme/shop'],
  ['/home/somebody/shop', undefined],
  ['../shop', undefined],
])('the address of %s is %s', (remote, expected) => expect(webAddress(remote)).toBe(expected));

test('GitHub Actions knows it better, and where nobody does it says so', async () => {
  const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop' };
  expect(await imageOrigin(tmpdir(), env)).toEqual({
    revision: 'unknown',
    source: 'https://github.com/acme/shop',
  });
  expect(await imageOrigin(tmpdir(), {})).toEqual({ revision: 'unknown', source: 'unknown' });
});

test('a clone knows its commit, whether files differ from it, and where it was cloned from', async () => {
  const app = new SampleApp();
  try {
    app.git('add', '--all');
    app.git('commit', '--quiet', '-m', 'First');
    app.git('remote', 'add', 'origin', 'git@github.com:acme/shop.git');
    const revision = app.git('rev-parse', 'HEAD');
    const source = 'https://github.com/acme/shop';

    expect(await imageOrigin(app.root, {})).toEqual({ revision, source });
    app.write('page.tsx', '');
    expect(await imageOrigin(app.root, { GITHUB_SERVER_URL: 'https://ghe.example' })).toEqual({
      revision: `${revision}-dirty`,
      source,
    });
  } finally {
    app.remove();
  }
});
