import { outboundFetch } from '@slipway/tool-outbound';

const PATIENCE_MS = 2000;
const answers = new Map<string, Promise<boolean>>();

/** Whether a provider registry can be reached from here, by the way that Terraform takes. Asked once per process. */
export function isRegistryReachable(host: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  let answer = answers.get(host);
  if (!answer) {
    answer = probe(host, env);
    answers.set(host, answer);
  }
  return answer;
}

async function probe(host: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    const url = `https://${host}/.well-known/terraform.json`;
    const response = await outboundFetch(url, { env, signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
