import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ImageConfig } from './buildah';
import { ASSETS, imageFindings, type BuiltImage } from './image-findings';

const CONFIG: ImageConfig = {
  User: '1000:1000',
  WorkingDir: '/app',
  Env: ['NODE_ENV=production', 'PORT=3000', 'HOSTNAME=0.0.0.0'],
  Cmd: ['node', 'server.js'],
  ExposedPorts: { '3000/tcp': {} },
  Labels: { 'slipway.assets': `/${ASSETS}` },
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-findings-'));
  write('app/server.js', 'serve()');
  write(`${ASSETS}/chunk.js`, '');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** Everything that is wrong, as one text. */
function problems(image: Partial<BuiltImage> = {}): string {
  const built = { config: CONFIG, root, layers: [['app/server.js'], [`${ASSETS}/chunk.js`]], ...image };
  return imageFindings(built, CONFIG.Labels)
    .flatMap((finding) => finding.problems)
    .filter((problem) => process.getuid?.() === 0 || !/: \d+, [0-7]+$/.test(problem))
    .join('\n');
}

test('an image as it should be has none', () => expect(problems()).toBe(''));

test.each<[string, () => Partial<BuiltImage> | void, string]>([
  ['root as its user', () => ({ config: { ...CONFIG, User: '' } }), 'user is , not 1000:1000'],
  ['another command', () => ({ config: { ...CONFIG, Cmd: ['npm', 'start'] } }), 'command is npm start'],
  ['no label', () => ({ config: { ...CONFIG, Labels: {} } }), 'slipway.assets is missing'],
  ['a variable less', () => ({ config: { ...CONFIG, Env: [] } }), 'PORT=3000'],
  ['a source', () => write('app/src/page.tsx', ''), 'src/page.tsx'],
  ['a compiler', () => write('app/node_modules/typescript/package.json', ''), 'node_modules/typescript'],
  [
    'what Next compiles with',
    () => write('app/node_modules/@next/swc-linux-x64-gnu/a.node', ''),
    '@next/swc-',
  ],
  ['npm', () => write('usr/local/lib/node_modules/npm/package.json', ''), 'usr/local/lib/node_modules'],
  [
    'assets in the layer of the app',
    () => ({ layers: [[`${ASSETS}/chunk.js`, 'app/server.js']] }),
    'app/server.js',
  ],
  ['no assets', () => ({ layers: [[]] }), 'no assets'],
  ['50 MB too much', () => write('app/video.mp4', 'x'.repeat(51 * 1024 * 1024)), 'more than 50.0 MB'],
])('%s is found', (_, change, problem) => expect(problems(change() ?? {})).toContain(problem));

test('a file that others may write is found', () => {
  chmodSync(join(root, 'app/server.js'), 0o666);
  const findings = imageFindings({ config: CONFIG, root, layers: [] }, {});
  expect(findings.flatMap((finding) => finding.problems).join('\n')).toMatch(/server\.js: \d+, 666/);
});
