import type { SSM } from '@aws-sdk/client-ssm';
import {
  parameterName,
  parameterPath,
  parseSecretName,
  physicalName,
  secretVersionName,
  type Environment,
} from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/** A plain parameter, as SSM tells it from all that it was before. A parameter that was removed begins at 1 again. */
export interface PlainParameter {
  /** SSM's own count. */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
}

/** What SSM has below the path of a service. */
export interface ServiceParameters {
  readonly plain: ReadonlyMap<string, PlainParameter>;
  /** Variable to its versions, each with the milliseconds since 1970 of when it was written. */
  readonly versions: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

export interface PlainValue extends PlainParameter {
  readonly value: string;
}

/** GetParameters and DeleteParameters take so many at once; DescribeParameters takes more. */
const AT_ONCE = 10;

/** An environment's secrets in SSM: versions that are written once, and a plain parameter with what is set now. */
export class ParameterStore {
  constructor(
    private readonly environment: Pick<Environment, 'app' | 'name'>,
    private readonly clients: Pick<AwsClients, 'ssm'>,
  ) {}

  /** Names, versions and dates; values stay encrypted. */
  async list(service: string): Promise<ServiceParameters> {
    const ssm = await this.clients.ssm();
    const plain = new Map<string, PlainParameter>();
    const versions = new Map<string, Map<number, number>>();
    const pages = ssm.paginateGetParametersByPath({
      Path: `${parameterPath(this.environment, service)}/`,
      Recursive: true,
      WithDecryption: false,
    });
    for await (const { Parameters = [] } of pages) {
      for (const { Name = '', Version = 0, LastModifiedDate } of Parameters) {
        const found = parseSecretName(this.environment, service, Name);
        if (!found) continue;
        const { variable, version } = found;
        if (version === undefined) plain.set(variable, plainOf(Version, LastModifiedDate));
        else {
          const own = versions.get(variable) ?? new Map<number, number>();
          versions.set(variable, own.set(version, LastModifiedDate?.getTime() ?? 0));
        }
      }
    }
    return { plain, versions };
  }

  /**
   * Writes a version that was never there: what has a name of its own cannot be written over, by whomever.
   *
   * @param least the lowest number that it may get
   * @returns its number
   */
  async create(service: string, variable: string, value: string, least: number): Promise<number> {
    const ssm = await this.clients.ssm();
    for (let version = least; ; version++) {
      try {
        await ssm.putParameter({
          ...this.secret(value),
          Name: secretVersionName(this.environment, service, variable, version),
          Overwrite: false,
        });
        return version;
      } catch (error) {
        if ((error as Error).name !== 'ParameterAlreadyExists') throw error;
      }
    }
  }

  /** Puts a version's value into the plain parameter, and says so there. @returns SSM's count of it */
  async copy(service: string, variable: string, version: number, value: string): Promise<number> {
    const ssm = await this.clients.ssm();
    const put = () =>
      ssm.putParameter({
        ...this.secret(value),
        Name: parameterName(this.environment, service, variable),
        Description: `v${version}, a copy that Slipway keeps`,
        Overwrite: true,
      });
    try {
      return (await put()).Version ?? 0;
    } catch (error) {
      // Somebody made it as plain text, and SSM does not turn that into a secret.
      if ((error as Error).name !== 'HierarchyTypeMismatchException') throw error;
      await this.removePlain(service, [variable]);
      return (await put()).Version ?? 0;
    }
  }

  /** Values of versions; without those that are gone. */
  async values(
    service: string,
    wanted: readonly (readonly [variable: string, version: number])[],
  ): Promise<ReadonlyMap<string, string>> {
    const names = wanted.map(([variable, version]) =>
      secretVersionName(this.environment, service, variable, version),
    );
    const found = new Map<string, string>();
    for await (const { Name = '', Value = '' } of this.get(names, true)) {
      const { variable, version } = parseSecretName(this.environment, service, Name) ?? {};
      found.set(versionKey(variable ?? '', version ?? 0), Value);
    }
    return found;
  }

  /** Values of plain parameters; without those that are gone. */
  async plainValues(service: string, variables: readonly string[]): Promise<ReadonlyMap<string, PlainValue>> {
    const names = variables.map((variable) => parameterName(this.environment, service, variable));
    const found = new Map<string, PlainValue>();
    for await (const { Name = '', Value = '', Version = 0, LastModifiedDate } of this.get(names, true)) {
      const { variable = '' } = parseSecretName(this.environment, service, Name) ?? {};
      found.set(variable, { ...plainOf(Version, LastModifiedDate), value: Value });
    }
    return found;
  }

  /** Those of the plain parameters whose values nobody can read any more, as their key is gone. */
  async unreadable(service: string, variables: readonly string[]): Promise<readonly string[]> {
    try {
      await this.plainValues(service, variables);
      return [];
    } catch (error) {
      if (!isKeyGone(error)) throw error;
      if (variables.length === 1) return variables;
    }
    const found: string[] = [];
    for (const variable of variables) found.push(...(await this.unreadable(service, [variable])));
    return found;
  }

  /** Which of these versions are there. A list may lag behind what was just written; this does not. */
  async present(
    service: string,
    wanted: readonly (readonly [variable: string, version: number])[],
  ): Promise<ReadonlySet<string>> {
    const names = wanted.map(([variable, version]) =>
      secretVersionName(this.environment, service, variable, version),
    );
    const found = new Set<string>();
    for await (const { Name = '' } of this.get(names, false)) {
      const { variable, version } = parseSecretName(this.environment, service, Name) ?? {};
      found.add(versionKey(variable ?? '', version ?? 0));
    }
    return found;
  }

  /** Which version each of these plain parameters says it is a copy of, as far as it says that. */
  async saidToBe(service: string, variables: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const ssm = await this.clients.ssm();
    const found = new Map<string, number>();
    for (const some of chunks(variables)) {
      const { Parameters = [] } = await ssm.describeParameters({
        ParameterFilters: [
          {
            Key: 'Name',
            Option: 'Equals',
            Values: some.map((variable) => parameterName(this.environment, service, variable)),
          },
        ],
        MaxResults: AT_ONCE,
      });
      for (const { Name = '', Description = '' } of Parameters) {
        const version = Number(/^v([1-9]\d*)\b/.exec(Description)?.[1]);
        const { variable } = parseSecretName(this.environment, service, Name) ?? {};
        if (variable !== undefined && version > 0) found.set(variable, version);
      }
    }
    return found;
  }

  removePlain(service: string, variables: readonly string[]): Promise<void> {
    return this.remove(variables.map((variable) => parameterName(this.environment, service, variable)));
  }

  removeVersions(
    service: string,
    unwanted: readonly (readonly [variable: string, version: number])[],
  ): Promise<void> {
    return this.remove(
      unwanted.map(([variable, version]) => secretVersionName(this.environment, service, variable, version)),
    );
  }

  private secret(Value: string) {
    return {
      Value,
      Type: 'SecureString',
      KeyId: `alias/${physicalName('key', this.environment)}`,
      // Pays for more than 4 KB only where it is needed.
      Tier: 'Intelligent-Tiering',
    } as const satisfies Partial<Parameters<SSM['putParameter']>[0]>;
  }

  private async *get(names: readonly string[], WithDecryption: boolean) {
    const ssm = await this.clients.ssm();
    for (const Names of chunks(names)) {
      const { Parameters = [] } = await ssm.getParameters({ Names, WithDecryption });
      yield* Parameters;
    }
  }

  private async remove(names: readonly string[]): Promise<void> {
    const ssm = await this.clients.ssm();
    for (const Names of chunks(names)) await ssm.deleteParameters({ Names });
  }
}

/** What SSM answers for a value whose key was deleted, is about to be, or is switched off. */
export function isKeyGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'InvalidKeyId';
}

/** `KEY@3`. */
export function versionKey(variable: string, version: number): string {
  return `${variable}@${version}`;
}

function plainOf(version: number, modified: Date | undefined): PlainParameter {
  return { version, modifiedAt: modified?.toISOString() ?? '' };
}

function chunks<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, at) =>
    items.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}
