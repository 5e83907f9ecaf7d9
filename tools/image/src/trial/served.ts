import { setTimeout as wait } from 'node:timers/promises';
import type { Finding } from './image-findings';
import { IsolatedProcess, type IsolatedImage } from './isolated';

const START_MS = 30_000;

/** Starts the image's command, asks it how it is in both ways, and stops it as ECS does. */
export async function servedFindings(image: IsolatedImage): Promise<Finding[]> {
  const server = new IsolatedProcess(image, image.config.Cmd);
  try {
    const answer = await firstAnswer(`http://127.0.0.1:${image.variables.PORT}/healthz`, server);
    const healthy = await check(image);
    const wrote = await writes(image);
    const code = await server.terminate();
    const dead = await check(image);
    return [
      {
        name: 'answers /healthz with a read-only root',
        problems: answer === 200 ? [] : [said(answer, server)],
      },
      { name: 'can write to /tmp and nowhere else', problems: wrote },
      {
        name: 'has a health check that tells a server from none',
        problems: [
          ...(healthy === 0 ? [] : ['fails while it runs']),
          ...(dead === 0 ? ['passes without it'] : []),
        ],
      },
      { name: 'ends with 0 on SIGTERM', problems: code === 0 ? [] : [said(code, server)] },
    ];
  } finally {
    server.kill();
  }
}

async function firstAnswer(url: string, server: IsolatedProcess): Promise<number | undefined> {
  for (const until = Date.now() + START_MS; Date.now() < until && !server.ended; await wait(100)) {
    const response = await fetch(url).catch(() => undefined);
    if (response) return response.status;
  }
  return undefined;
}

/** @returns the exit code of the image's own health check */
async function check(image: IsolatedImage): Promise<number | null> {
  const [kind, ...command] = image.config.Healthcheck?.Test ?? [];
  return kind === 'CMD' ? new IsolatedProcess(image, command).end() : null;
}

const TRIES =
  "for (const folder of ['/', '/app', '/app/apps/web/.next', '/root', '/tmp']) try { require('fs').writeFileSync(folder + '/try', ''); console.log(folder) } catch {}";

async function writes(image: IsolatedImage): Promise<string[]> {
  const tries = new IsolatedProcess(image, ['node', '-e', TRIES]);
  await tries.end();
  const places = tries.output.trim();
  return places === '/tmp' ? [] : [`could write to: ${places || 'nothing'}`];
}

function said(what: unknown, { output }: IsolatedProcess): string {
  return `got ${String(what)}; it said:\n${output.trim().split('\n').slice(-20).join('\n')}`;
}
