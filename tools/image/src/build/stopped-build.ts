import { Failure } from '@slipway/tool-terminal';

export function stoppedBuild(): Failure {
  return new Failure('cancelled', 'Stopped while the app was built. Nothing was released.');
}
