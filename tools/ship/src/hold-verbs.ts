import { liftHold, setHold, type Hold } from '@slipway/tool-release';
import type { ShipOptions } from './options';
import { worldOf } from './world';

/** `slipway hold`: nothing is pushed or promoted there until {@link unholdVerb}. @returns the hold that is in force */
export async function holdVerb(name: string, why: string, options: ShipOptions): Promise<Hold> {
  const { store, ports } = await worldOf(options).open(name, options);
  return setHold(store, { by: ports.by.name, since: new Date(ports.clock.now()).toISOString(), why });
}

/** `slipway unhold`. @returns what was lifted; `undefined` when nothing held */
export async function unholdVerb(name: string, options: ShipOptions): Promise<Hold | undefined> {
  const { store } = await worldOf(options).open(name, options);
  return liftHold(store);
}
