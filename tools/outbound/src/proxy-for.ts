import { Failure } from '@slipway/tool-terminal';
import { isDirect } from './no-proxy';

/**
 * The proxy that an address is reached through.
 *
 * @param env `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, or the same in lower case. A proxy without a scheme is one of http.
 * @returns `undefined` when it is reached directly
 * @throws Failure `usage` when the variable names no proxy of http or https
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const name = url.protocol === 'https:' || url.protocol === 'wss:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = variable(env, name);
  if (!proxy || isDirect(url, variable(env, 'NO_PROXY'))) return undefined;
  const named = proxy.includes('://') ? proxy : `http://${proxy}`;
  const parsed = URL.canParse(named) ? new URL(named) : undefined;
  if (parsed?.hostname && /^https?:$/.test(parsed.protocol)) return parsed;
  // What it says is not repeated: proxies have passwords.
  throw new Failure(
    'usage',
    `${name} does not name a proxy that Slipway can use.\nIt has to look like http://proxy.example.com:3128, and start with http:// or https://. Set it so, or remove it.`,
  );
}

/** Whether any of the caller's requests go through a proxy. */
export function namesProxy(env: NodeJS.ProcessEnv): boolean {
  return variable(env, 'HTTPS_PROXY') !== '' || variable(env, 'HTTP_PROXY') !== '';
}

/** Upper case before lower case, as Go has it; an empty one counts as not set. */
function variable(env: NodeJS.ProcessEnv, name: string): string {
  return (env[name] || env[name.toLowerCase()] || '').trim();
}
