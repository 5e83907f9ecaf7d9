import type { Point } from '../points/manifest';
import type { PointStore } from '../points/point-store';
import type { ProcessKeeper } from '../processes/process-keeper';
import type { motoProgram } from '../moto';
import { MotoProcess, type MotoReady } from './moto-process';

export interface StartedMoto extends MotoReady {
  readonly moto: MotoProcess;
  /** What it was started from. @default nothing, it is empty */
  readonly point?: Point;
}

/**
 * Starts moto from a point. If it says that it does not fit, the point is set aside, and the one before it is tried.
 *
 * @param from.told of each that was set aside
 * @throws Error when moto does not start
 */
export async function startMoto(
  keeper: ProcessKeeper,
  store: PointStore,
  program: Omit<Parameters<typeof motoProgram>[0], 'restore'>,
  { point, told }: { readonly point: Point | undefined; readonly told: (line: string) => void },
): Promise<StartedMoto> {
  const moto = new MotoProcess(keeper, { ...program, ...(point && { restore: point.directory }) });
  const ready = await moto.ready();
  if (!('misfit' in ready)) return { ...ready, moto, ...(point && { point }) };
  if (point) store.setAside(point.directory, ready.misfit, told);
  return startMoto(keeper, store, program, { point: await store.newest(told), told });
}
