import { Failure } from '@slipway/tool-terminal';
import { runCommand } from '../run-command';
import { canExport, type Buildx } from './buildx-commands';
import type { BuildahProgram } from './buildah-commands';

/** What builds images on this machine. */
export type Engine =
  | { readonly program: 'docker'; readonly buildx: Buildx }
  | { readonly program: BuildahProgram };

/**
 * The engine of this machine: Docker if it runs and has buildx, else Podman, else Buildah.
 *
 * @throws Failure `toolMissing` when there is none
 */
export async function findEngine(env: NodeJS.ProcessEnv): Promise<Engine> {
  const ask = (program: string, ...args: readonly string[]) => runCommand({ program, args }, { env });
  // A client without its daemon prints its version, too.
  const [daemon, builder] = await Promise.all([
    ask('docker', 'info', '--format', '{{.ServerVersion}}'),
    ask('docker', 'buildx', 'inspect'),
  ]);
  if (daemon.code === 0 && builder.code === 0) {
    const actionsCache = Boolean(env.ACTIONS_RUNTIME_TOKEN);
    return { program: 'docker', buildx: { exporters: canExport(builder.stdout), actionsCache } };
  }
  for (const program of ['podman', 'buildah'] as const) {
    if ((await ask(program, '--version')).code === 0) return { program };
  }
  throw new Failure(
    'toolMissing',
    [
      'Nothing on this machine builds images: Docker with buildx does not run, and neither Podman nor Buildah is there. Nothing was released.',
      'Install one (https://docs.docker.com/engine/install/, or on Debian: apt-get install buildah), or name an image that a pipeline has pushed: --image sha256:…',
    ].join('\n'),
  );
}
