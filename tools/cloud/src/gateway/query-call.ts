import { callAws, queryCall } from '../aws-call';
import type { Credentials } from '../credentials';
import type { Query } from './backend';

export interface QuerySettings {
  /** moto's own. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
}

/** What a refusal of moto has in it. */
const ANY_ERROR = ['<Error>'];

export function queryCalls({ endpoint, region, credentials }: QuerySettings): Query {
  return async (service, action, parameters) => {
    const { accessKeyId } = await credentials();
    const call = queryCall(service, action, parameters);
    return callAws({ endpoint, accessKeyId, region }, { ...call, accept: ANY_ERROR });
  };
}
