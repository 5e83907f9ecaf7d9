import { npxSlipway } from '@slipway/tool-terminal';
import type { CauseKind } from '../record/release-record';

/** As `classify` words it; a record keeps the words only. */
const MISSING_PARAMETER = /^The secret (\S+) is missing: \S+ does not exist in SSM\./;

/** The command that helps next. A missing parameter is set by its name; for most of the rest the logs tell more. */
export function nextCommand(
  environment: string,
  { kind, words }: { readonly kind: CauseKind; readonly words: string },
): string {
  switch (kind) {
    case 'secret-missing': {
      const name = MISSING_PARAMETER.exec(words)?.[1];
      return name
        ? npxSlipway('config', 'set', environment, name)
        : npxSlipway('config', 'list', environment);
    }
    case 'image-not-pulled':
      return npxSlipway('releases', environment);
    case 'assets':
    case 'stopped-by-ecs':
    case 'timeout':
    case 'interrupted':
    case 'orphaned':
      return npxSlipway('status', environment);
    default:
      return npxSlipway('logs', environment, '--since', '10m');
  }
}
