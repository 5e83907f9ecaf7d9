import { refusal } from './sample-ecs';
import { paginator } from './sample-pages';

interface Stored {
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: number;
  readonly description?: string | undefined;
}

interface Put {
  readonly Name: string;
  readonly Value: string;
  readonly Description?: string;
  readonly Overwrite?: boolean;
}

const ACCOUNT = 'arn:aws:ssm:eu-west-1:111111111111:parameter';

/** SSM's parameters in memory, as a client sees them; and a hand that writes them as another tool does. */
export class SampleParameters {
  private readonly stored = new Map<string, Stored>();
  private newest = 0;
  /** Parameters at most in a page of a listing. */
  page = 10;

  constructor(private readonly now: () => number) {}

  /** Written by another tool. SSM keeps the description of what is written over. */
  set(name: string, version: number, value = `${name} ${version}`): void {
    const description = this.stored.get(name)?.description;
    this.stored.set(name, { value, version, description, modifiedAt: this.tick() });
  }

  /** Removed by another tool. */
  delete(name: string): void {
    this.stored.delete(name);
  }

  names(): readonly string[] {
    return [...this.stored.keys()].sort();
  }

  value(name: string): string | undefined {
    return this.stored.get(name)?.value;
  }

  /** SSM's count of what was written under this name since it was last removed. */
  count(name: string): number {
    return this.stored.get(name)?.version ?? 0;
  }

  /** What a starting task gets for `valueFrom`. */
  valueFrom(reference: string): string | undefined {
    return this.value(reference.startsWith(ACCOUNT) ? reference.slice(ACCOUNT.length) : reference);
  }

  /** The methods of an SSM client. */
  readonly client = {
    getParametersByPath: async ({
      Path,
      Recursive = false,
      NextToken,
    }: {
      Path: string;
      Recursive?: boolean;
      NextToken?: string;
    }) => {
      const names = this.names().filter(
        (name) => name.startsWith(Path) && (Recursive || !name.slice(Path.length).includes('/')),
      );
      const from = Number(NextToken ?? 0);
      return {
        Parameters: names.slice(from, from + this.page).map((name) => this.told(name, false)),
        ...(from + this.page < names.length && { NextToken: String(from + this.page) }),
      };
    },
    paginateGetParametersByPath: paginator('getParametersByPath', ['NextToken', 'NextToken']),
    getParameters: async ({
      Names,
      WithDecryption = false,
    }: {
      Names: readonly string[];
      WithDecryption?: boolean;
    }) => {
      if (Names.length > 10) throw refusal('ValidationException', 'At most 10 names.');
      const there = Names.filter((name) => this.stored.has(name));
      return {
        Parameters: there.map((name) => this.told(name, WithDecryption)),
        InvalidParameters: Names.filter((name) => !there.includes(name)),
      };
    },
    describeParameters: async ({
      ParameterFilters: [filter],
    }: {
      ParameterFilters: readonly { readonly Values: readonly string[] }[];
    }) => ({
      Parameters: (filter?.Values ?? []).flatMap((Name) => {
        const stored = this.stored.get(Name);
        return stored ? [{ Name, Version: stored.version, Description: stored.description }] : [];
      }),
    }),
    putParameter: async ({ Name, Value, Description, Overwrite = false }: Put) => {
      const before = this.stored.get(Name);
      if (before && !Overwrite) throw refusal('ParameterAlreadyExists', 'The parameter already exists.');
      const version = (before?.version ?? 0) + 1;
      const description = Description ?? before?.description;
      this.stored.set(Name, { value: Value, version, description, modifiedAt: this.tick() });
      return { Version: version };
    },
    deleteParameters: async ({ Names }: { Names: readonly string[] }) => {
      if (Names.length > 10) throw refusal('ValidationException', 'At most 10 names.');
      return { DeletedParameters: Names.filter((name) => this.stored.delete(name)) };
    },
  };

  private told(Name: string, decrypted: boolean) {
    const { value = '', version: Version = 0, modifiedAt = 0 } = this.stored.get(Name) ?? {};
    return {
      Name,
      Version,
      ARN: `${ACCOUNT}${Name}`,
      LastModifiedDate: new Date(modifiedAt),
      Value: decrypted ? value : `encrypted ${value.length}`,
    };
  }

  /** Two writes never are of the same moment. */
  private tick(): number {
    this.newest = Math.max(this.now(), this.newest + 1);
    return this.newest;
  }
}
