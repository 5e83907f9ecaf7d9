import { randomBytes } from 'node:crypto';
import { endToEnd, valuesOf, withHeaders, without, type HeaderList } from '../http/header-list';

export interface Arrival {
  /** Address of whoever holds the other end of the connection. */
  readonly source: string;
  /** Of the listener, as declared: an HTTPS listener says `https` although it speaks plain HTTP on this machine. */
  readonly protocol: 'http' | 'https';
  readonly port: number;
  readonly dropInvalid: boolean;
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
}

/**
 * What a target is sent of a request's headers.
 *
 * @param trace a new trace id
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function targetHeaders(sent: HeaderList, arrival: Arrival, trace = newTrace()): HeaderList {
  // The load balancer has said "100 Continue" itself by now.
  const passed = without(
    endToEnd(sent),
    (name) => name === 'expect' || (arrival.dropInvalid && !/^[-a-z0-9]+$/.test(name)),
  );
  return withHeaders(withForwardedFor(passed, arrival), {
    'X-Forwarded-Proto': arrival.protocol,
    'X-Forwarded-Port': String(arrival.port),
    'X-Amzn-Trace-Id': traced(valuesOf(sent, TRACE)[0], trace),
  });
}

const TRACE = 'x-amzn-trace-id';
const FORWARDED_FOR = 'x-forwarded-for';

function withForwardedFor(headers: HeaderList, { source, forwardedFor }: Arrival): HeaderList {
  if (forwardedFor === 'preserve') return headers;
  if (forwardedFor === 'remove') return without(headers, (name) => name === FORWARDED_FOR);
  const before = valuesOf(headers, FORWARDED_FOR);
  return withHeaders(headers, { 'X-Forwarded-For': [...before, source].join(', ') });
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
function traced(before: string | undefined, trace: string): string {
  const fields = (before ?? '').split(';').filter((field) => field && !field.startsWith('Self='));
  const own = fields.some((field) => field.startsWith('Root=')) ? `Self=${trace}` : `Root=${trace}`;
  return [own, ...fields].join(';');
}

function newTrace(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `1-${seconds}-${randomBytes(12).toString('hex')}`;
}
