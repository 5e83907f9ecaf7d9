import type { CachePolicy } from './cache-policy';
import type { ResponseHeader } from './response-headers-policy';

/** A CloudFront distribution, as declared. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  /** CloudFront's own name for it. */
  readonly domainName: string;
  /** Host names that users type. */
  readonly aliases: readonly string[];
  readonly origins: readonly Origin[];
  readonly originGroups: readonly OriginGroup[];
  /** In the order that they are tried in; the default comes last and takes everything. */
  readonly behaviours: readonly Behaviour[];
  /** How long an error is kept, in seconds, by its status. @default 10, where CloudFront keeps it at all */
  readonly errorSeconds: { readonly [status: number]: number };
}

export interface Origin {
  readonly id: string;
  readonly domainName: string;
  /** Put before the path, such as `/app`. */
  readonly path: string;
  /** Sent with every request; they replace what the viewer sent by these names. */
  readonly headers: { readonly [name: string]: string };
  /** @default it is a bucket */
  readonly server?: OriginServer;
  /** Whether requests to a bucket are signed as CloudFront's own: there is an origin access control. */
  readonly signed: boolean;
}

export interface OriginServer {
  readonly protocolPolicy: 'http-only' | 'https-only' | 'match-viewer';
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly readTimeoutSeconds: number;
  readonly connectTimeoutSeconds: number;
}

/** Origins of which the next is asked when one fails. */
export interface OriginGroup {
  readonly id: string;
  /** Ids of origins, in the order in which they are asked. */
  readonly members: readonly string[];
  /** Statuses that count as failed, beside no answer at all. */
  readonly failoverOn: readonly number[];
}

export interface Behaviour {
  readonly pathPattern: string;
  /** Id of an origin or of a group of them. */
  readonly originId: string;
  readonly allowedMethods: readonly string[];
  readonly forwards: Forwarded;
  readonly caching: CachePolicy;
  /** Whether the edge compresses what the origin did not. */
  readonly compress: boolean;
  readonly responseHeaders: readonly ResponseHeader[];
}

/** What of a viewer's request the origin gets to see. */
export interface Forwarded {
  /** The viewer's `Host`; without it the origin's own name is sent. */
  readonly host: boolean;
  readonly query: boolean;
  /** Cookies, and every header that CloudFront does not pass on by itself. */
  readonly everything: boolean;
  /** CloudFront's own headers on viewer and protocol. */
  readonly viewerHeaders: boolean;
}
