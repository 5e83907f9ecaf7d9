import type { ApiAnswer, ApiCall, ApiService } from '../gateway/api-service';

/** What Terraform's S3 backend calls its lock, behind the name of the state. */
const LOCK = /\.tflock(?:\?|$)/;

/**
 * Which runs of Terraform are in the middle, told by the locks that they hold in S3. What they have made until then no
 * state describes yet, so a point of that moment would be half of something.
 *
 * https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export class OpenRuns implements ApiService {
  private readonly locks = new Set<string>();

  get any(): boolean {
    return this.locks.size > 0;
  }

  async answer(): Promise<undefined> {
    return undefined;
  }

  async observe({ service, method, path, account }: ApiCall, { status }: ApiAnswer): Promise<void> {
    if (service !== 's3' || !LOCK.test(path) || status >= 300) return;
    const lock = `${account}${path.split('?')[0]}`;
    if (method === 'PUT') this.locks.add(lock);
    if (method === 'DELETE') this.locks.delete(lock);
  }

  async reset(): Promise<void> {
    this.locks.clear();
  }

  async stop(): Promise<void> {
    // Nothing runs for it.
  }
}
