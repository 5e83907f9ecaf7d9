import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import type { ObjectStore } from '../ports/object-store';
import type { ConfigVersions } from '../record/config';
import type { ConfigChange } from './config-change';
import { ConfigLog } from './config-log';
import {
  isKeyGone,
  ParameterStore,
  versionKey,
  type PlainParameter,
  type ServiceParameters,
} from './parameter-store';
import { readCopies, type PlainCopies, type PlainCopy } from './plain-copies';
import { isNoted, secretStep, type SecretStep } from './secret-step';

export interface SecretsPlace {
  readonly environment: Pick<Environment, 'app' | 'name' | 'services'>;
  readonly clients: Pick<AwsClients, 'ssm'>;
  /** The environment's release bucket. */
  readonly store: ObjectStore;
}

/** A secret, and what has to happen to it. */
export interface JudgedSecret {
  readonly service: string;
  readonly variable: string;
  readonly step: SecretStep;
  /** Version that is set. @default none is */
  readonly current?: number;
  readonly plain?: PlainParameter;
  /** What was last noted of the plain parameter. */
  readonly copy?: PlainCopy;
}

export interface SecretsLook {
  /** The newest change. */
  readonly change: ConfigChange;
  readonly parameters: ReadonlyMap<string, ServiceParameters>;
  readonly judged: readonly JudgedSecret[];
}

export interface LookOptions {
  /** @default all of the environment */
  readonly services?: readonly string[];
  /** Plain parameters that this process has just written: SSM's count to the version that is in it. */
  readonly wrote?: ReadonlyMap<string, { readonly count: number; readonly secret: number }>;
  /** Whether who looks has no right to read a value, and may then take it for a new one. @default false */
  readonly tolerant?: boolean;
}

/** Looks at all that is known of an environment's secrets, as of one moment. Changes nothing. */
export async function lookAtSecrets(place: SecretsPlace, options: LookOptions = {}): Promise<SecretsLook> {
  const { environment, clients, store } = place;
  const { services = Object.keys(environment.services) } = options;
  const log = new ConfigLog(store);
  const ssm = new ParameterStore(environment, clients);
  for (;;) {
    const change = await log.latest();
    // Before the parameters: what is noted then of a parameter that is gone now was noted before it went.
    const copies = await readCopies(store);
    const parameters = new Map(
      await Promise.all(services.map(async (service) => [service, await ssm.list(service)] as const)),
    );
    const judged = await Promise.all(
      services.map((service) => judge({ ssm, change, copies, parameters, options }, service)),
    );
    // A change in between may explain what looks as if somebody else had done it.
    if ((await log.latestNumber()) === change.number) return { change, parameters, judged: judged.flat() };
  }
}

interface Seen {
  readonly ssm: ParameterStore;
  readonly change: ConfigChange;
  readonly copies: PlainCopies;
  readonly parameters: ReadonlyMap<string, ServiceParameters>;
  readonly options: LookOptions;
}

async function judge(seen: Seen, service: string): Promise<readonly JudgedSecret[]> {
  const { change, copies, parameters } = seen;
  const current = change.config[service] ?? {};
  const copied = copies[service] ?? {};
  const plain = parameters.get(service)?.plain ?? new Map<string, PlainParameter>();
  const held = await whatTheyHold(seen, service);
  const variables = new Set([...Object.keys(current), ...Object.keys(copied), ...plain.keys()]);
  const judged = [...variables].sort().map((variable): JudgedSecret => {
    const facts = { current: current[variable], copy: copied[variable], plain: plain.get(variable) };
    const step = secretStep({ ...facts, holds: held.get(variable) });
    return { service, variable, step, ...facts };
  });
  return afterAll(seen, service, judged);
}

/** Which of our versions each plain parameter holds that is not what was noted of it. */
async function whatTheyHold(
  { ssm, change, copies, parameters, options }: Seen,
  service: string,
): Promise<ReadonlyMap<string, number>> {
  const held = new Map<string, number>();
  const unclear: string[] = [];
  for (const [variable, plain] of parameters.get(service)?.plain ?? []) {
    if (isNoted(copies[service]?.[variable], plain)) continue;
    const wrote = options.wrote?.get(`${service}/${variable}`);
    if (wrote?.count === plain.version) held.set(variable, wrote.secret);
    // What never had a version cannot be a copy of one, and need not be decrypted to know that.
    else if (change.numbers[service]?.[variable] !== undefined) unclear.push(variable);
  }
  if (unclear.length === 0) return held;
  try {
    for (const [variable, version] of await compared(ssm, change, service, unclear))
      held.set(variable, version);
  } catch (error) {
    // What cannot be read is none of ours: their key is there.
    if (isKeyGone(error)) return held;
    if (!options.tolerant || (error as Error).name !== 'AccessDeniedException') throw error;
  }
  return held;
}

/**
 * What a plain parameter says it is a copy of is not proof: SSM keeps the description when another tool writes a value
 * over ours. The values tell, and stay in here.
 */
async function compared(
  ssm: ParameterStore,
  { config }: ConfigChange,
  service: string,
  variables: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const said = await ssm.saidToBe(service, variables);
  const candidates = variables.flatMap((variable) =>
    [...new Set([config[service]?.[variable], said.get(variable)])].flatMap((version) =>
      version === undefined ? [] : [[variable, version] as const],
    ),
  );
  const [plain, values] = await Promise.all([
    ssm.plainValues(service, variables),
    ssm.values(service, candidates),
  ]);
  const held = new Map<string, number>();
  for (const [variable, version] of candidates) {
    const same = plain.get(variable)?.value === values.get(versionKey(variable, version));
    if (same && plain.has(variable) && !held.has(variable)) held.set(variable, version);
  }
  return held;
}

/** What seems to be gone is asked for by name before anybody believes it: a list may lag behind what was written. */
async function afterAll(
  { ssm }: Seen,
  service: string,
  judged: readonly JudgedSecret[],
): Promise<readonly JudgedSecret[]> {
  const gone = judged.filter(({ step }) => step === 'unset').map(({ variable }) => variable);
  if (gone.length === 0) return judged;
  const there = await ssm.plainValues(service, gone);
  return judged.map((one) =>
    one.step === 'unset' && there.has(one.variable) ? { ...one, step: 'none' } : one,
  );
}

/** Service to its secrets, each with its version. */
export function configOf({ change, parameters, judged }: SecretsLook): ConfigVersions {
  return Object.fromEntries(
    [...parameters.keys()].map((service) => {
      const own = judged.filter((one) => one.service === service);
      const set = own.flatMap((one) => {
        const version = versionAfter(one, change);
        return version === undefined ? [] : [[one.variable, version] as const];
      });
      return [service, Object.fromEntries(set)];
    }),
  );
}

/** What a secret's version is once all has happened to it that has to. */
function versionAfter(
  { service, variable, step, current, plain }: JudgedSecret,
  { numbers }: ConfigChange,
): number | undefined {
  if (step === 'unset') return undefined;
  if (step !== 'adopt') return current;
  return adoptedVersion(numbers[service]?.[variable], plain?.version ?? 1);
}

/** A first one keeps SSM's count, so that it is called what it was called before. */
export function adoptedVersion(highest: number | undefined, count: number): number {
  return Math.max((highest ?? 0) + 1, count);
}
