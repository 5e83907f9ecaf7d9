/** One call of an AWS API as it reached the embedded cloud, already attributed to an account. */
export interface ApiCall {
  readonly account: string;
  /** ARN of who calls. @default the account's root */
  readonly principal?: string;
  readonly region: string;
  /** Signing name, such as `ecs` or `elasticloadbalancing`. */
  readonly service: string;
  /** Such as `CreateService`: of `X-Amz-Target`, or of `Action` in a query. `GET /path` for REST services. */
  readonly operation: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly body: Buffer;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | readonly string[] };
  readonly body: string | Buffer;
}

/** A service, or some operations of one, that the embedded cloud answers itself. Everything else is moto's. */
export interface ApiService {
  /** @returns `undefined` when moto is to answer */
  answer(call: ApiCall): Promise<ApiAnswer | undefined>;
  /** Told of every call that moto has answered, before the client gets the answer. */
  observe?(call: ApiCall, answer: ApiAnswer): Promise<void>;
  /** Forgets everything: all accounts, all regions. What runs for it ends. */
  reset(): Promise<void>;
  /** The cloud ends: what runs for it ends. */
  stop(): Promise<void>;
}
