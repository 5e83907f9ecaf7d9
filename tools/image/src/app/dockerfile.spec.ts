import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readDockerfile } from './dockerfile';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'slipway-dockerfile-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function read(...lines: readonly string[]) {
  const file = join(folder, 'Dockerfile');
  writeFileSync(file, lines.join('\n'));
  return readDockerfile(file);
}

it('of the sample app it is what its image says', async () => {
  expect(await readDockerfile(resolve(__dirname, '../../../../apps/web/Dockerfile'))).toEqual({
    command: ['node', 'server.js'],
    environment: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', PORT: '3000', HOSTNAME: '0.0.0.0' },
    labels: { 'slipway.assets': '/app/apps/web/.next/static' },
    folder: '/app',
  });
});

it.each([
  ['a list', ['CMD ["python3", "app.py"]'], ['python3', 'app.py']],
  [
    'a line for a shell',
    ['CMD python3 app.py --port $PORT'],
    ['/bin/sh', '-c', 'python3 app.py --port $PORT'],
  ],
  [
    'an entry point with what it is given',
    ['ENTRYPOINT ["gunicorn"]', 'CMD ["app:app"]'],
    ['gunicorn', 'app:app'],
  ],
  ['the last of several', ['CMD ["a"]', 'CMD ["b"]'], ['b']],
  ['a word with a quote', ['CMD ["sh", "-c", "echo \\"hi\\""]'], ['sh', '-c', 'echo "hi"']],
  ['one over two lines', ['CMD ["node", \\', '  "server.js"]'], ['node', 'server.js']],
  ['a list that is none', ["CMD ['a']"], ['/bin/sh', '-c', "['a']"]],
  ['that of its base image', ['ENV A=b'], undefined],
])('the command: %s', async (_, lines, command) => {
  expect((await read('FROM python:3.14', ...lines)).command).toEqual(command);
});

it('stages of before count where the last one begins with them', async () => {
  const stages = [
    'FROM node:24 AS base',
    'WORKDIR /srv',
    'ENV A=1',
    'FROM node:24 AS build',
    'ENV B=2',
    'CMD ["build"]',
    'FROM base',
    'WORKDIR app',
    'ENV C=3',
  ];
  expect(await read(...stages)).toEqual({
    command: undefined,
    environment: { A: '1', C: '3' },
    labels: {},
    folder: '/srv/app',
  });
});

it('values that only a build knows are left out', async () => {
  expect(
    await read('FROM a', 'ARG V', 'ENV PATH=/venv/bin:$PATH X="a b"', 'LABEL version=${V} team=web'),
  ).toMatchObject({
    environment: { X: 'a b' },
    labels: { team: 'web' },
  });
});

it.each([[''], ['# nothing'], ['CMD ["a"]']])('what is no Dockerfile says nothing: %j', async (text) => {
  expect(await read(text)).toEqual({ command: undefined, environment: {}, labels: {}, folder: '/' });
});
