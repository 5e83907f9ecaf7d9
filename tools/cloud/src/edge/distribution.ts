/** A CloudFront distribution, as declared. */
export interface Distribution {
  readonly id: string;
  /** CloudFront's own name for it. */
  readonly domainName: string;
  /** Host names that users type. */
  readonly aliases: readonly string[];
  readonly origins: readonly Origin[];
  /** In the order that they are tried in; the default comes last and takes everything. */
  readonly behaviours: readonly Behaviour[];
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
}

export interface OriginServer {
  readonly protocolPolicy: 'http-only' | 'https-only' | 'match-viewer';
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly readTimeoutSeconds: number;
  readonly connectTimeoutSeconds: number;
}

export interface Behaviour {
  readonly pathPattern: string;
  readonly originId: string;
  readonly allowedMethods: readonly string[];
  readonly forwards: Forwarded;
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
