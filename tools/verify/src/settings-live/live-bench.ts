import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentSpec } from '@slipway/core';
import { restoreCloud, saveCloud, stopCloud } from '@slipway/tool-cloud';
import { AppliedState, beginEmpty, Stage, WorkspaceCopy } from '@slipway/tool-rehearse';
import { BASES, type BaseName } from './bases';
import { followedLoad } from './followed-load';
import { FAULTS, isRefused, verdictOf, type Measured } from './measured';
import type { LiveRow } from './rows';
import { saidBy } from './said';
import { writeEnvironment } from './written-environment';

/** Requests that have to be answered well before a change begins: the change is not to blame for what fails there. */
const BEFORE = 20;

/**
 * What may still come of a change after the deploy has ended: old tasks drain and are stopped, health checks fail, names
 * are looked up again.
 */
const SETTLE_MS: { readonly [base in BaseName]: number } = { staging: 15_000, production: 70_000 };

/** Where settings are changed under load: environments that are live on an embedded cloud of their own. */
export class LiveBench {
  /** What each environment is now, where that is known. */
  private readonly standing = new Map<string, EnvironmentSpec>();

  private constructor(
    private readonly copy: WorkspaceCopy,
    private readonly stage: Stage,
    private readonly applied: AppliedState,
  ) {}

  /**
   * Makes the bases, or brings them back.
   *
   * @param original absolute path of the workspace, which is not touched
   * @param needed bases that will be changed
   */
  static async open(
    original: string,
    needed: readonly BaseName[],
    log: (text: string) => void,
  ): Promise<LiveBench> {
    const copy = new WorkspaceCopy(original);
    for (const spec of Object.values(BASES)) writeEnvironment(copy, spec.name, spec);
    copy.commit('The bases');
    const applied = new AppliedState(original, copy, { folder: 'settings-live', also: ['apps'] });
    const bench = new LiveBench(copy, new Stage(copy, log), applied);
    try {
      if (!bench.applied.isKept) await bench.make();
      await bench.settle(needed);
    } catch (error) {
      await bench.close();
      throw error;
    }
    return bench;
  }

  async close(): Promise<void> {
    await stopCloud({ workspace: this.copy.root });
    this.copy.remove();
  }

  /**
   * Makes one change under load, and once more where that was a fault: on a machine that is short of cores, tasks miss
   * health checks and are replaced whatever was changed. What is a fault twice is one.
   */
  async measure(row: LiveRow): Promise<Measured> {
    const first = await this.measureOnce(row);
    return FAULTS.includes(verdictOf(first)) ? this.measureOnce(row) : first;
  }

  private async measureOnce({ base, before, to }: LiveRow): Promise<Measured> {
    const { name, domain } = BASES[base];
    const workspace = { workspace: this.copy.root };
    await this.begin(base, before);
    writeEnvironment(this.copy, name, to);
    const load = await followedLoad(workspace, domain.name);
    try {
      await load.reach(BEFORE);
      const { code, said: text } = await this.stage.slipway.run(['deploy', name, '-y']);
      const refused = isRefused({ code, text });
      if (code === 0) this.standing.set(name, to);
      else if (!refused) this.standing.delete(name);
      if (!refused) await sleep(SETTLE_MS[base]);
      return { code, text, said: saidBy(text), load: await load.stop() };
    } catch (error) {
      await load.stop();
      throw error;
    }
  }

  /** The environment as the change finds it. */
  private async begin(base: BaseName, before: readonly EnvironmentSpec[]): Promise<void> {
    const { name } = BASES[base];
    if (isDeepStrictEqual(this.standing.get(name), before.at(-1) ?? BASES[base])) return;
    await this.bringBack();
    for (const spec of before) await this.deploy(base, spec);
  }

  /** Without load, until its old tasks are gone. */
  private async deploy(base: BaseName, spec: EnvironmentSpec): Promise<void> {
    const { name } = BASES[base];
    writeEnvironment(this.copy, name, spec);
    const said = await this.deployed(name);
    if (saidBy(said).release) await sleep(SETTLE_MS[base]);
    this.standing.set(name, spec);
  }

  /** Gives up what a setting takes away, as somebody does who means it. @returns what the deploy said */
  private async deployed(name: string): Promise<string> {
    const first = await this.stage.slipway.run(['deploy', name, '-y']);
    const given = [...first.said.matchAll(/--allow-destroy \S+/g)].flatMap(([words]) => words.split(' '));
    if (first.code === 0) return first.said;
    return (await this.stage.expect(0, ['deploy', name, '-y', ...given])).said;
  }

  private async make(): Promise<void> {
    const specs = Object.values(BASES);
    const names = specs.map(({ name }) => name);
    await beginEmpty(this.stage, names);
    await Promise.all(names.map((name) => this.stage.expect(0, ['deploy', name, '-y'])));
    for (const name of names) await this.stage.expect(0, ['release', name]);
    await this.applied.keep();
  }

  /**
   * Brings back the bases as they are kept, and deploys them once: their copy comes to know who they are, and what
   * differs on this machine now, such as the port of a database, is no part of any change. That is what rows begin with.
   */
  private async settle(needed: readonly BaseName[]): Promise<void> {
    await this.applied.bringBack();
    for (const base of needed) await this.deploy(base, BASES[base]);
    await saveCloud({ workspace: this.copy.root }, this.settled);
  }

  private async bringBack(): Promise<void> {
    await restoreCloud({ workspace: this.copy.root }, this.settled);
    for (const spec of Object.values(BASES)) {
      writeEnvironment(this.copy, spec.name, spec);
      this.standing.set(spec.name, spec);
    }
  }

  private get settled(): string {
    return join(this.copy.root, '.slipway', 'test', 'settled');
  }
}
