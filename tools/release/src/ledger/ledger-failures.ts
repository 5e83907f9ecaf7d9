import { Failure, npxSlipway } from '@slipway/tool-terminal';
import type { ReleaseRecord } from '../record/release-record';

export function lockedBy({ version, environment, state, by, createdAt }: ReleaseRecord): Failure {
  return new Failure(
    'locked',
    [
      `Release v${version} of "${environment}" is ${state}, and one release runs at a time. Nothing was released.`,
      `  who    ${by.name} on ${by.host}${by.pid === undefined ? '' : `, process ${by.pid}`}`,
      `  since  ${createdAt.replace(/\.\d+Z$/, 'Z')}`,
      ...(by.runUrl === undefined ? [] : [`  run    ${by.runUrl}`]),
      `Wait until it has ended (${npxSlipway('status', environment)}), then run again. If that run is dead, run again after 30 s: your run settles that release first.`,
    ].join('\n'),
  );
}

export function unknownRelease(environment: string, version: number, newest: number | undefined): Failure {
  const known =
    newest === undefined
      ? `Nothing was released to "${environment}" yet.`
      : `The newest is v${newest}. All of them: ${npxSlipway('releases', environment)}`;
  return new Failure('usage', `"${environment}" has no release v${version}. ${known}`);
}

/** The record was settled by somebody who took this run for dead. */
export function noLongerOurs({ version, environment }: ReleaseRecord): Failure {
  return new Failure(
    'locked',
    `Another run assumed that this one was dead and settled release v${version} of "${environment}". This one stops here and changes nothing more. What became of it: ${npxSlipway('releases', environment, 'show', `v${version}`)}`,
  );
}
