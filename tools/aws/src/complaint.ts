import { types } from 'node:util';

/** What of AWS's errors a person can act on. */
export interface AwsComplaint {
  readonly about:
    | 'missing'
    | 'expired'
    | 'clock'
    | 'denied'
    | 'throttled'
    | 'network'
    | 'untrusted'
    | 'trouble';
  /** In the words of AWS or of the network, on one line. */
  readonly message: string;
}

/** The SDK's classes for the same are loaded with its clients only; its errors are told by name. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}

const EXPIRED =
  /^(?:Expired(?:Token|TokenException)|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId|TokenRefreshRequired|InvalidToken)$/;
const CLOCK = /^(?:RequestTimeTooSkewed|RequestInTheFuture)$/;
/** `Forbidden` and `403` are what the SDK makes of an S3 answer without a body. */
const DENIED =
  /^(?:AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|Forbidden|403)$/;
/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html lists what the SDKs take for it. */
const THROTTLED =
  /^(?:Throttl(?:ing|ed)(?:Exception)?|RequestThrottled(?:Exception)?|TooManyRequestsException|RequestLimitExceeded|BandwidthLimitExceeded|LimitExceededException|PriorRequestNotComplete|ProvisionedThroughputExceededException|SlowDown)$/;
/** The last ones are of Node's own fetch, https://undici.nodejs.org/#/docs/api/Errors, and of a proxy that lets nobody through. */
const NETWORK =
  /^(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|UND_ERR_(?:SOCKET|(?:CONNECT|HEADERS|BODY)_TIMEOUT)|EPROXY)$/;
/** https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED =
  /^(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** @returns `undefined` when it is none of these: a wrong call, or no error of AWS at all */
export function complaintOf(error: unknown): AwsComplaint | undefined {
  const about = subjectOf(error);
  return about && { about, message: wordsOf(error) };
}

function subjectOf(error: unknown): AwsComplaint['about'] | undefined {
  if (!isError(error)) return undefined;
  const { name, message, code = '', $metadata, $retryable } = error as Error & SdkError;
  if (/^(?:CredentialsProviderError|TokenProviderError)$/.test(name))
    return /expired|sso|refresh/i.test(message) ? 'expired' : 'missing';
  if (name === 'InvalidSignatureException')
    return /expired|not yet current/i.test(message) ? 'clock' : 'expired';
  if (CLOCK.test(name)) return 'clock';
  if (EXPIRED.test(name)) return 'expired';
  if (DENIED.test(name)) return 'denied';
  if (THROTTLED.test(name) || $retryable?.throttling) return 'throttled';
  if (UNTRUSTED.test(code) || causedBy(error.cause, UNTRUSTED)) return 'untrusted';
  if (NETWORK.test(code) || name === 'TimeoutError' || causedBy(error.cause, NETWORK)) return 'network';
  if (($metadata?.httpStatusCode ?? 0) >= 500) return 'trouble';
  return undefined;
}

/** Node's own fetch throws errors of another realm where a program runs in a context of its own, as under Jest. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

function causedBy(cause: unknown, codes: RegExp): boolean {
  return isError(cause) && codes.test((cause as SdkError).code ?? '');
}

function wordsOf(error: unknown): string {
  const { name, message, code } = error as SdkError;
  return (message || code || name || 'nothing').replaceAll(/\s+/g, ' ').trim();
}
