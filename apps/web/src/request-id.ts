/** Name of the header that carries a request's id, in and out. */
export const REQUEST_ID = 'x-request-id';

/** The id that a proxy before us gave the request, or a new one. What would not be fit for a log is not taken. */
export function requestId(sent: string | null): string {
  return sent !== null && /^[\w-]{8,64}$/.test(sent) ? sent : crypto.randomUUID();
}
