import { get } from 'node:https';

const PATIENCE_MS = 2000;
const answers = new Map<string, Promise<boolean>>();

/**
 * Whether a provider registry can be reached from here. Asked once per process.
 *
 * Behind a proxy the answer is taken to be yes: Terraform goes through it, this probe would not.
 */
export function isRegistryReachable(host: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (env.HTTPS_PROXY || env.https_proxy) return Promise.resolve(true);
  let answer = answers.get(host);
  if (!answer) {
    answer = probe(host);
    answers.set(host, answer);
  }
  return answer;
}

function probe(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(
      `https://${host}/.well-known/terraform.json`,
      { timeout: PATIENCE_MS },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
    request.once('close', () => resolve(false));
  });
}
