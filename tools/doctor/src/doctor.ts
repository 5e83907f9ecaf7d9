import { openEnvironment, type LocatedEnvironment } from '@slipway/tool-deploy';
import { asCalled, npxSlipway } from '@slipway/tool-terminal';
import type { Checked } from './finding';
import { thisMachine, type Machine } from './machine';
import { machineChecks } from './machine-checks';
import { placeChecks } from './place-checks';
import { runChecks } from './run-checks';

export interface DoctorOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Looked at where it lives, too. @default only this machine and the files */
  readonly environment?: string;
  /** On the embedded cloud instead of where the environment lives. @default `SLIPWAY_CLOUD`, else its `cloud:` tag */
  readonly embedded?: boolean;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default this one */
  readonly machine?: Machine;
  /** @default `openEnvironment` of `@slipway/tool-deploy` */
  readonly open?: (environment: string) => Promise<LocatedEnvironment>;
  /** Milliseconds that each check may take. @default 20 s */
  readonly limitMs?: number;
}

/** What `slipway doctor` found. Also for `--json`. */
export interface Diagnosis {
  /** @default no environment was looked at */
  readonly environment?: string;
  readonly machine: readonly Checked[];
  /** Of the environment; empty when none was looked at. */
  readonly place: readonly Checked[];
  /** How many checks came to what. */
  readonly count: { readonly [state in Checked['state']]: number };
}

/** Looks at everything that the set-up needs, side by side. Changes nothing, and never throws for what it finds. */
export async function doctor(options: DoctorOptions): Promise<Diagnosis> {
  const { workspace, environment, embedded, env = process.env, limitMs } = options;
  const machine = options.machine ?? thisMachine({ workspace, env });
  const read = (name: string) => machine.environment(name);
  const open = options.open ?? ((name: string) => openEnvironment(name, { workspace, embedded, env, read }));
  const ofMachine = machineChecks(machine);
  const ofPlace =
    environment === undefined
      ? []
      : placeChecks({
          environment,
          workspace,
          slipway: (verb, ...rest) => asCalled({ embedded }, () => npxSlipway(verb, environment, ...rest)),
          open: () => open(environment),
          describe: () => machine.describe(environment),
        });
  const checked = await runChecks([...ofMachine, ...ofPlace], { limitMs });
  const count = { good: 0, advice: 0, bad: 0, skipped: 0 };
  for (const { state } of checked) count[state]++;
  return {
    ...(environment !== undefined && { environment }),
    machine: checked.slice(0, ofMachine.length),
    place: checked.slice(ofMachine.length),
    count,
  };
}
