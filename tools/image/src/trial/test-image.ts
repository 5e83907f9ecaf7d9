import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, type Output } from '@slipway/tool-terminal';
import { appInputs } from '../app-inputs';
import { writeContext } from '../context/write-context';
import { writeNpmSecrets } from '../engine/npm-settings';
import { Buildah } from './buildah';
import { ASSETS, imageFindings, type Finding } from './image-findings';
import { imageLayers } from './image-layers';
import { servedFindings } from './served';
import { makeStandInBase } from './stand-in-base';

const BASE = 'localhost/stand-in';
const APP = 'localhost/app';
const ORIGIN = { REVISION: 'a-revision', VERSION: 'a-version', SOURCE: 'https://example.com/acme/shop' };
const LABELS = {
  'slipway.assets': `/${ASSETS}`,
  'org.opencontainers.image.revision': ORIGIN.REVISION,
  'org.opencontainers.image.version': ORIGIN.VERSION,
  'org.opencontainers.image.source': ORIGIN.SOURCE,
};

/**
 * Builds the app's Dockerfile for real, on a base that is made of this machine's own Node, looks at the image and runs
 * it. Whatever it makes is gone afterwards.
 *
 * @returns whether all is as it should be
 * @throws Failure `toolMissing` without Buildah, or without root
 */
export async function testImage({
  workspace,
  output,
}: {
  workspace: string;
  output: Output;
}): Promise<boolean> {
  needBuildah();
  const folder = mkdtempSync(join(tmpdir(), 'slipway-test-image-'));
  const buildah = new Buildah(join(folder, 'buildah'));
  try {
    const say = (text: string) => output.note(text);
    say('building a stand-in for the base image ...');
    buildBase(buildah, folder);
    say('building the app ...');
    await buildOnBase(buildah, workspace, folder);
    const findings = await look(buildah, folder);
    for (const { name, problems } of findings) {
      output.result(`${problems.length === 0 ? '✓' : '✗'} the image ${name}`);
      for (const problem of problems) output.result(`    ${problem}`);
    }
    return findings.every(({ problems }) => problems.length === 0);
  } finally {
    buildah.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function needBuildah(): void {
  if (process.platform !== 'linux' || spawnSync('buildah', ['--version']).status !== 0)
    throw new Failure(
      'toolMissing',
      'Testing the image needs Buildah, on Linux: apt-get install -y --no-install-recommends buildah',
    );
  if (process.getuid?.() !== 0)
    throw new Failure(
      'toolMissing',
      'Testing the image needs root, to mount its files: sudo npm run test:image',
    );
}

function buildBase(buildah: Buildah, folder: string): void {
  const base = join(folder, 'base');
  mkdirSync(base);
  makeStandInBase(base);
  const dockerfile = join(folder, 'base.Dockerfile');
  writeFileSync(dockerfile, 'FROM scratch\nCOPY . /\nENV PATH=/usr/local/bin:/usr/bin:/bin:/sbin\n');
  buildah.build(base, BASE, ['--file', dockerfile]);
}

async function buildOnBase(buildah: Buildah, workspace: string, folder: string): Promise<void> {
  const context = join(folder, 'context');
  const { files, dockerfile = '' } = await appInputs(workspace, { services: {} });
  await writeContext(files, context);
  const args = Object.entries({ NODE_IMAGE: BASE, ...ORIGIN }).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ]);
  const secrets = Object.entries(await writeNpmSecrets(folder, process.env)).flatMap(([id, file]) => [
    '--secret',
    `id=${id},src=${file}`,
  ]);
  buildah.build(context, APP, ['--layers', '--file', join(context, dockerfile), ...args, ...secrets]);
}

async function look(buildah: Buildah, folder: string): Promise<Finding[]> {
  const exported = (image: string) => {
    const files = join(folder, 'exported', image);
    mkdirSync(files, { recursive: true });
    buildah.export(image, files);
    return imageLayers(files);
  };
  const layers = exported(APP).slice(exported(BASE).length);
  const config = buildah.config(APP);
  const root = buildah.mount(APP);
  const variables = { HOSTNAME: '127.0.0.1', PORT: String(await freePort()) };
  return [
    ...imageFindings({ config, root, layers }, LABELS),
    ...(await servedFindings({ config, root, variables })),
  ];
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}
