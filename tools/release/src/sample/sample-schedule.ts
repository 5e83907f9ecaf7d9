import fc from 'fast-check';
import { configRelease } from '../verbs/config-release';
import { release } from '../verbs/release';
import { rollback } from '../verbs/rollback';
import { settle } from '../verbs/settle';
import { readSecret } from '../secrets/read-config';
import { Secrets } from '../secrets/secrets';
import type { ReleaseRecord } from '../record/release-record';
import { Killed, type SampleProcess } from './sample-process';
import { SampleWorld } from './sample-world';

const NAMES = ['A', 'B', 'C'] as const;
const PATH = '/shop/staging/web';

/** What happens next. Values are numbered by the schedule, so that no two are the same. */
export type Happening = { readonly killAt?: number | undefined } & (
  | { readonly kind: 'set' | 'unset' | 'set by another tool'; readonly names: readonly string[] }
  | { readonly kind: 'unset by another tool'; readonly name: string }
  | { readonly kind: 'release'; readonly letter: string }
  | { readonly kind: 'config release' | 'days pass' }
  | { readonly kind: 'roll back'; readonly withConfig: boolean; readonly past: number }
  | { readonly kind: 'scale'; readonly count: number }
);

const names = fc.subarray([...NAMES], { minLength: 1 });
const killAt = fc.option(fc.nat({ max: 60 }), { nil: undefined, freq: 3 });

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), names, killAt }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unset' as const), names, killAt }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('set by another tool' as const), names }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unset by another tool' as const),
      name: fc.constantFrom(...NAMES),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('release' as const),
      letter: fc.constantFrom('a', 'b', 'c'),
      killAt,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('config release' as const, 'days pass' as const), killAt }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('roll back' as const),
      withConfig: fc.boolean(),
      past: fc.nat({ max: 3 }),
      killAt,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('scale' as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
);

type Values = ReadonlyMap<string, string>;

/** An account in which things happen, beside a model that says what has to be: values by name, and by release. */
export class SampleSchedule {
  readonly world = new SampleWorld();
  /** What is set. */
  private set: Values = new Map();
  /** What each release was made with. */
  private readonly made = new Map<number, Values>();
  private values = 0;
  /** A run was killed and nobody has come after it. */
  private unsettled = false;

  /** @returns in what the world differs from the model afterwards */
  async next(what: Happening): Promise<readonly string[]> {
    const before = this.set;
    const process = this.world.process(what.killAt === undefined ? {} : { killAt: what.killAt });
    let killed = false;
    try {
      await this.carryOut(what, process);
    } catch (error) {
      killed = error instanceof Killed;
      if (!killed && (error as { kind?: string }).kind !== 'refused') throw error;
    }
    if (killed) await this.afterKill(what, before);
    await this.learn();
    return this.differences();
  }

  private async carryOut(what: Happening, { ports, tell }: SampleProcess): Promise<void> {
    const { world } = this;
    const { environment } = world;
    const secrets = new Secrets({ environment, ...ports, by: 'Ada', now: () => world.time });
    switch (what.kind) {
      case 'set': {
        const values = this.newValues(what.names);
        this.set = new Map([...this.set, ...values]);
        await secrets.set('web', values);
        break;
      }
      case 'unset':
        this.set = new Map([...this.set].filter(([name]) => !what.names.includes(name)));
        await secrets.unset('web', what.names);
        break;
      case 'set by another tool':
        for (const [name, Value] of this.newValues(what.names)) {
          this.set = new Map([...this.set, [name, Value]]);
          await world.parameters.client.putParameter({ Name: `${PATH}/${name}`, Value, Overwrite: true });
        }
        return;
      case 'unset by another tool':
        // Whether it was there before what was killed, or after, nothing could tell.
        if (this.unsettled) return;
        this.set = new Map([...this.set].filter(([name]) => name !== what.name));
        world.parameters.delete(`${PATH}/${what.name}`);
        return;
      case 'release':
        return this.came(await release(world.request(what.letter), ports, tell));
      case 'config release':
        return this.came(await configRelease(environment, 'config', ports, tell));
      case 'roll back': {
        const version = (await this.live())?.version ?? 0;
        const target = what.past === 0 ? undefined : Math.max(1, version - what.past);
        const { withConfig } = what;
        const record = await rollback(environment, target, ports, tell, { withConfig });
        await world.store.remove('hold.json');
        if (record.state !== 'live') throw new Error(`v${record.version}: ${record.cause?.words}`);
        return this.came(record);
      }
      case 'scale': {
        const service = world.ecs.services.get('web');
        if (service && service.desired > 0) service.desired = what.count;
        await world.pass(5000);
        return;
      }
      case 'days pass':
        world.time += 8 * 86_400_000;
        return;
    }
    this.unsettled = false;
  }

  /** A release that registers something brings secrets and plain parameters to agree before. */
  private came(record: ReleaseRecord | undefined): void {
    if (record && Object.keys(record.taskDefinitions).length > 0) this.unsettled = false;
  }

  /** A killed change of secrets is in as a whole, or not at all. A killed release is settled by the next process. */
  private async afterKill(what: Happening, before: Values): Promise<void> {
    this.unsettled = true;
    if (what.kind === 'set' || what.kind === 'unset') {
      const now = await this.read();
      this.set = same(now, before) ? before : this.set;
      return;
    }
    const { ports, tell } = this.world.process();
    await settle(this.world.environment, ports, tell);
    await this.world.store.remove('hold.json');
  }

  /** New releases were made with what was set, or with what an earlier one had. */
  private async learn(): Promise<void> {
    for (const record of [...(await this.world.ledger.list())].reverse()) {
      if (this.made.has(record.version) || Object.keys(record.taskDefinitions).length === 0) continue;
      const values = record.configOf === undefined ? this.set : this.made.get(record.configOf);
      this.made.set(record.version, values ?? new Map());
      if (record.configOf !== undefined && record.state === 'live') this.set = values ?? new Map();
    }
  }

  private async differences(): Promise<readonly string[]> {
    const wrong: string[] = [];
    const { ecs, parameters } = this.world;
    for (const task of ecs.running('web')) {
      const tags = ecs.definitions.get(task.taskDefinitionArn ?? '')?.tags ?? [];
      const release = Number(tags.find(({ key }) => key === 'slipway:release')?.value?.slice(1));
      const expected = this.made.get(release) ?? new Map<string, string>();
      if (!same(new Map(Object.entries(task.secrets)), expected)) {
        wrong.push(`a task of v${release} has ${JSON.stringify(task.secrets)}, not ${shown(expected)}`);
      }
    }
    const now = await this.read();
    if (!same(now, this.set)) wrong.push(`set is ${shown(now)}, not ${shown(this.set)}`);
    if (this.unsettled) return wrong;
    const plain = parameters.names().flatMap((name) => {
      const variable = name.slice(PATH.length + 1);
      return variable.includes('/') ? [] : [[variable, parameters.value(name) ?? ''] as const];
    });
    if (!same(new Map(plain), this.set)) wrong.push(`an older Slipway finds ${shown(new Map(plain))}`);
    return wrong;
  }

  private async read(): Promise<Values> {
    const { ports } = this.world.process();
    const place = { environment: this.world.environment, ...ports };
    const read = NAMES.map(async (name) => [name, await readSecret(place, 'web', name)] as const);
    const found = await Promise.all(read);
    return new Map(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
  }

  private live(): Promise<ReleaseRecord | undefined> {
    return this.world.ledger.live();
  }

  private newValues(wanted: readonly string[]): Values {
    return new Map(wanted.map((name) => [name, `value ${++this.values}`]));
  }
}

function same(one: Values, other: Values): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}

function shown(values: Values): string {
  return JSON.stringify(Object.fromEntries(values));
}
