import { readFileSync } from 'node:fs';
import { deploy } from './deploy';
import { embeddedCloud } from './embedded-cloud';
import { exitCodeOf, reportError } from '@slipway/tool-terminal';
import { resolveOptions, type Synthesize } from './options';

interface Order {
  readonly name: string;
  readonly workspace: string;
  readonly repository: string;
  readonly cloudDirectory: string;
  /** What the environment was synthesized to. */
  readonly synthesis: Awaited<ReturnType<Synthesize>>;
}

/** A process that deploys and that can be interrupted or killed, for tests. Its order is a file of JSON. */
const { name, workspace, repository, cloudDirectory, synthesis } = JSON.parse(
  readFileSync(process.argv[2]!, 'utf8'),
) as Order;
const options = resolveOptions({
  workspace,
  cloud: embeddedCloud(repository, process.env, () => undefined, cloudDirectory),
  synthesize: () => Promise.resolve(synthesis),
});

deploy(name, options).catch((error: unknown) => {
  reportError(error, options.output);
  process.exitCode = exitCodeOf(error);
});
