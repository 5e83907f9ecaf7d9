import { assumeRole } from '../credentials';
import type { ApiCall } from './api-service';

/**
 * Lets an account use the image registry of another one. On AWS the repositories' policies allow that; moto looks only
 * into the caller's own account, so a call that names another one is made with credentials of that account.
 */
export class RegistryAccounts {
  private keys = new Map<string, ReturnType<typeof assumeRole>>();

  /** @param endpoint moto's own */
  constructor(private readonly endpoint: string) {}

  /** The call as the registry's own account would make it; the same call if it is that already. */
  async attribute(call: ApiCall): Promise<ApiCall> {
    const account = call.service === 'ecr' ? registryOf(call.body) : undefined;
    if (account === undefined || account === call.account) return call;
    const { accessKeyId, sessionToken } = await this.keyOf(account, call.region);
    const authorization = String(call.headers.authorization).replace(
      /Credential=[^/]+/,
      `Credential=${accessKeyId}`,
    );
    return {
      ...call,
      account,
      headers: { ...call.headers, authorization, 'x-amz-security-token': sessionToken },
    };
  }

  forget(): void {
    this.keys = new Map();
  }

  private keyOf(account: string, region: string): ReturnType<typeof assumeRole> {
    const known = this.keys.get(account);
    if (known) return known;
    const asked = assumeRole({ endpoint: this.endpoint }, { account, region });
    this.keys.set(account, asked);
    asked.catch(() => this.keys.delete(account));
    return asked;
  }
}

function registryOf(body: Buffer): string | undefined {
  try {
    const { registryId } = JSON.parse(body.toString('utf8')) as { registryId?: unknown };
    return typeof registryId === 'string' && /^\d{12}$/.test(registryId) ? registryId : undefined;
  } catch {
    return undefined;
  }
}
