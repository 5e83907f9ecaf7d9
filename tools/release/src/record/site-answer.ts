import type { SiteAnswer } from './release-record';

/** Whether an answer shows that users are served. Load balancers turn people away with 403, 502, 503 and 504. */
export function serves({ status }: SiteAnswer): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
