import { Failure } from '@slipway/tool-terminal';
import type { ConfigVersions } from '../record/config';
import type { ConfigChange } from './config-change';
import { ConfigLog } from './config-log';
import { ParameterStore, versionKey } from './parameter-store';
import { noteCopies, type CopyNote } from './plain-copies';
import {
  adoptedVersion,
  lookAtSecrets,
  type JudgedSecret,
  type SecretsLook,
  type SecretsPlace,
} from './secrets-look';
import { edited, restored, type SecretEdit } from './secret-edit';
import { unreadableWords } from './unreadable-words';

export interface SecretsWriter extends SecretsPlace {
  /** Who changes something. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Others would have to change the same secrets that often meanwhile. */
const MOST_ROUNDS = 50;

/**
 * What is set in an environment. A change is in when the log has it, all of it or nothing; the plain parameters follow,
 * by whoever comes next if this process ends before.
 */
export class Secrets {
  private readonly log: ConfigLog;
  private readonly parameters: ParameterStore;

  constructor(private readonly place: SecretsWriter) {
    this.log = new ConfigLog(place.store);
    this.parameters = new ParameterStore(place.environment, place.clients);
  }

  /**
   * Sets secrets of a service, as one change.
   *
   * @param from environment that the values come from
   */
  async set(service: string, values: ReadonlyMap<string, string>, from?: string): Promise<ConfigChange> {
    const written = new Map<string, number>();
    await this.giveUp(service, [...values.keys()]);
    return this.change([service], async ({ change }) => {
      for (const [variable, value] of values) {
        const highest = change.numbers[service]?.[variable] ?? 0;
        // One that was written for an earlier try serves, unless somebody has a later number by now.
        if ((written.get(variable) ?? 0) > highest) continue;
        written.set(variable, await this.parameters.create(service, variable, value, highest + 1));
      }
      return { why: 'set', from, sets: new Map([[service, written]]) };
    });
  }

  /** @returns the names of those that were set until now */
  async unset(service: string, variables: readonly string[]): Promise<readonly string[]> {
    let removed: readonly string[] = [];
    await this.giveUp(service, variables);
    await this.change([service], async ({ change }) => {
      removed = variables.filter((variable) => change.config[service]?.[variable] !== undefined);
      return removed.length === 0 ? undefined : { why: 'unset', unsets: new Map([[service, removed]]) };
    });
    return [...removed].sort();
  }

  /**
   * Makes what a release runs what is set. What somebody has set since that release looked stays.
   *
   * @param since number of the change that the release saw
   */
  async restore(release: number, config: ConfigVersions, since: number): Promise<void> {
    const before = (await this.log.read(since)).config;
    await this.change(Object.keys(config), async ({ change }) =>
      restored(change, { release, before, config }),
    );
  }

  /**
   * Takes in what others have set in the plain parameters, and brings those to what is set.
   *
   * @param services @default all of the environment
   * @returns what is there then
   */
  async settle(services?: readonly string[]): Promise<SecretsLook> {
    const wrote = new Map<string, { count: number; secret: number }>();
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const look = await lookAtSecrets(this.place, { services, wrote });
      const news = look.judged.filter(({ step }) => step === 'adopt' || step === 'unset');
      if (news.length > 0) {
        await this.adopt(look, news);
        continue;
      }
      if (!(await this.follow(look, wrote))) return look;
    }
    throw new Failure(
      'failed',
      `The secrets of "${this.place.environment.name}" change all the time, so what is set cannot be told. What was set is there. Run again when nobody else changes them.`,
    );
  }

  /** @param edit what to change of what is there; undefined for nothing. Asked again when somebody else was first */
  private async change(
    services: readonly string[],
    edit: (look: SecretsLook) => Promise<SecretEdit | undefined>,
  ): Promise<ConfigChange> {
    for (;;) {
      const look = await this.settle(services);
      const wanted = await edit(look);
      if (!wanted) return look.change;
      const change = edited(look.change, wanted, this.author());
      if (!(await this.log.append(change))) continue;
      await this.settle(services);
      return change;
    }
  }

  /** What is about to be replaced and cannot be read has no value to take in. */
  private async giveUp(service: string, variables: readonly string[]): Promise<void> {
    const unreadable = await this.parameters.unreadable(service, variables);
    if (unreadable.length > 0) await this.parameters.removePlain(service, unreadable);
  }

  private author() {
    return { by: this.place.by, at: new Date(this.place.now()).toISOString() };
  }

  private async adopt(look: SecretsLook, news: readonly JudgedSecret[]): Promise<void> {
    const sets = new Map<string, Map<string, number>>();
    const unsets = new Map<string, string[]>();
    const notes: CopyNote[] = [];
    for (const service of new Set(news.map((one) => one.service))) {
      const own = news.filter((one) => one.service === service);
      const unset = own.filter(({ step }) => step === 'unset');
      if (unset.length > 0)
        unsets.set(
          service,
          unset.map(({ variable }) => variable),
        );
      const found = own.filter(({ step }) => step === 'adopt').map(({ variable }) => variable);
      const set = new Map<string, number>();
      await this.assertReadable(service, found);
      for (const [variable, plain] of await this.parameters.plainValues(service, found)) {
        const { value, version, modifiedAt } = plain;
        const least = adoptedVersion(look.change.numbers[service]?.[variable], version);
        const secret = await this.parameters.create(service, variable, value, least);
        set.set(variable, secret);
        notes.push({ service, variable, copy: { secret, version, modifiedAt } });
      }
      if (set.size > 0) sets.set(service, set);
      notes.push(...unset.map(({ variable, copy }) => ({ service, variable, gone: copy })));
    }
    // Gone again meanwhile.
    if (sets.size + unsets.size === 0) return;
    const change = edited(look.change, { why: 'found', sets, unsets }, this.author());
    if (await this.log.append(change)) await noteCopies(this.place.store, notes);
  }

  private async assertReadable(service: string, variables: readonly string[]): Promise<void> {
    const unreadable = await this.parameters.unreadable(service, variables);
    if (unreadable.length === 0) return;
    const words = unreadableWords(this.place.environment.name, service, unreadable);
    throw new Failure('refused', words);
  }

  /** Brings the plain parameters to what is set. @returns whether there was anything to do */
  private async follow(
    { judged }: SecretsLook,
    wrote: Map<string, { count: number; secret: number }>,
  ): Promise<boolean> {
    const notes: CopyNote[] = [];
    let touched = false;
    for (const service of new Set(judged.map((one) => one.service))) {
      const own = judged.filter((one) => one.service === service);
      const copies = own.flatMap(({ step, variable, current }) =>
        step === 'copy' && current !== undefined ? [[variable, current] as const] : [],
      );
      const values = await this.parameters.values(service, copies);
      for (const [variable, secret] of copies) {
        const value = values.get(versionKey(variable, secret));
        // Somebody has removed it by hand: a release says so.
        if (value === undefined) continue;
        const count = await this.parameters.copy(service, variable, secret, value);
        wrote.set(`${service}/${variable}`, { count, secret });
        touched = true;
      }
      const removed = own.filter(({ step }) => step === 'remove').map(({ variable }) => variable);
      if (removed.length > 0) await this.parameters.removePlain(service, removed);
      touched ||= removed.length > 0;
      for (const { step, variable, current, plain, copy } of own) {
        if (step === 'forget') notes.push({ service, variable, gone: copy });
        if (step !== 'note' || current === undefined || !plain) continue;
        notes.push({ service, variable, copy: { secret: current, ...plain } });
      }
    }
    await noteCopies(this.place.store, notes);
    return touched;
  }
}
