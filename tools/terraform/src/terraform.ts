import { basename, join, relative } from 'node:path';
import { shellLine } from '@slipway/tool-terminal';
import { parseDiagnostic, type Diagnostic } from './failure/diagnostic';
import { exclusively } from './process/exclusively';
import {
  UNCHANGED,
  plainDiagnostic,
  TerraformRunner,
  type LongStep,
  type RunnerOptions,
} from './terraform-runner';

export interface PlanOptions {
  /** Name of the plan's file in the working directory. */
  readonly file: string;
  readonly destroy?: boolean;
  /** Addresses that the plan is restricted to. @default everything */
  readonly targets?: readonly string[];
}

export interface PlanOutcome {
  /** There is something to do; if not, the plan need not be looked at. */
  readonly changes: boolean;
  /** What `prevent_destroy` has against it. Every other error is thrown. */
  readonly prevented: readonly Diagnostic[];
}

export interface OutputValue {
  readonly value: unknown;
  readonly sensitive: boolean;
}

/** One working directory and the program that runs in it. Every method throws `Failure` when Terraform refuses. */
export class Terraform {
  private readonly runner: TerraformRunner;

  constructor(private readonly options: RunnerOptions) {
    this.runner = new TerraformRunner(options);
  }

  /** The same in another working directory, with further variables. */
  in(directory: string, env: NodeJS.ProcessEnv = {}): Terraform {
    return new Terraform({ ...this.options, directory, env: { ...this.options.env, ...env } });
  }

  /** What a person types in the workspace to run a command of Terraform here. */
  byHand(...command: readonly string[]): string {
    const { workspace, toolchain, directory } = this.options;
    const program = basename(toolchain.binary);
    return shellLine(
      this.options,
      [program, `-chdir=${relative(workspace, directory)}`, ...command].join(' '),
    );
  }

  /** @param backend `false` to load the providers only, without credentials */
  async init({ backend = true }: { readonly backend?: boolean } = {}): Promise<void> {
    // -reconfigure: the working directory is ours and holds no state, so there is never anything to migrate.
    const how = backend ? '-reconfigure' : '-backend=false';
    const init = () => this.runner.stream('init', ['-json', '-input=false', '-lockfile=readonly', how]);
    const { TF_PLUGIN_CACHE_DIR: cache } = this.options.env;
    // Terraform does not guard its cache: https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
    await (cache ? exclusively(join(cache, '.slipway-lock'), init) : init());
  }

  async selectWorkspace(name: string): Promise<void> {
    await this.runner.succeed(['workspace', 'select', '-or-create=true', '-no-color', name]);
  }

  async currentWorkspace(): Promise<string> {
    return (await this.runner.succeed(['workspace', 'show'])).trim();
  }

  /** Writes a plan. One that `prevent_destroy` forbids is written too, for looking at: Terraform will not apply it. */
  async plan({ file, destroy = false, targets = [] }: PlanOptions): Promise<PlanOutcome> {
    const args = ['-json', '-input=false', '-detailed-exitcode', `-out=${file}`];
    if (destroy) args.push('-destroy');
    args.push(...targets.map((target) => `-target=${target}`));
    const { code, errors } = await this.runner.stream('plan', args, { tolerate: isPreventDestroy });
    return { changes: code !== UNCHANGED, prevented: errors };
  }

  async showPlan(file: string): Promise<unknown> {
    return JSON.parse(await this.runner.succeed(['show', '-json', file]));
  }

  /** Applies exactly that plan. */
  async apply(file: string, onLongStep?: LongStep): Promise<void> {
    await this.runner.stream('apply', ['-json', '-input=false', file], { onLongStep });
  }

  async outputs(): Promise<{ readonly [name: string]: OutputValue }> {
    return JSON.parse(await this.runner.succeed(['output', '-json'])) as { [name: string]: OutputValue };
  }

  /** What the provider's schema has against the configuration, warnings included. */
  async validate(): Promise<readonly Diagnostic[]> {
    const { stdout, stderr } = await this.runner.capture(['validate', '-json']);
    try {
      return (JSON.parse(stdout) as { diagnostics: unknown[] }).diagnostics.map(parseDiagnostic);
    } catch {
      throw this.runner.failure([plainDiagnostic(stderr || stdout)]);
    }
  }

  async forceUnlock(id: string): Promise<void> {
    await this.runner.succeed(['force-unlock', '-force', '-no-color', id]);
  }

  /** The state as the backend has it; takes no lock. `undefined` while there is none. */
  async pullState(): Promise<unknown> {
    const state = await this.runner.succeed(['state', 'pull']);
    return state.trim() ? JSON.parse(state) : undefined;
  }

  /** Terraform refuses what does not descend from the state that is there. */
  async pushState(file: string): Promise<void> {
    await this.runner.succeed(['state', 'push', file]);
  }
}

function isPreventDestroy({ summary }: Diagnostic): boolean {
  return summary === 'Instance cannot be destroyed';
}
