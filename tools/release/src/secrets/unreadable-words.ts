import { npxSlipway } from '@slipway/tool-terminal';

/** Why plain parameters cannot be taken in, and the ways on. */
export function unreadableWords(environment: string, service: string, names: readonly string[]): string {
  const line = [environment, ...names, service === 'web' ? '' : `--service ${service}`];
  const them = names.length === 1 ? 'it' : 'them';
  return `${names.join(', ')} of ${service} cannot be decrypted: the key that encrypted ${them} is gone or switched off. Nothing was changed. Set ${them} again, in one command: ${npxSlipway('config', 'set', ...line)}. Or remove ${them}: ${npxSlipway('config', 'unset', ...line)}`;
}
