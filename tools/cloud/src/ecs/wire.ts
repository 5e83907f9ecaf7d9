import type { ApiAnswer } from '../gateway/api-service';
import { EcsError } from './ecs-error';

const HEADERS = { 'content-type': 'application/x-amz-json-1.1' };

/** A request's members. @throws EcsError when it is no JSON object */
export function readRequest(body: Buffer): { readonly [member: string]: unknown } {
  try {
    const members: unknown = JSON.parse(body.length === 0 ? '{}' : body.toString('utf8'));
    if (members !== null && typeof members === 'object' && !Array.isArray(members)) {
      return withoutNulls(members) as { [member: string]: unknown };
    }
  } catch {
    // Answered below, like anything else that is no object.
  }
  throw new EcsError('SerializationException', 'The request body is no JSON object.');
}

/** JSON 1.1 writes times as seconds since 1970. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function writeResponse(response: object): ApiAnswer {
  return { status: 200, headers: HEADERS, body: JSON.stringify(withSeconds(response)) };
}

export function writeError(error: unknown): ApiAnswer {
  const { code, message, status, members } =
    error instanceof EcsError ? error : new EcsError('ServerException', messageOf(error), 500);
  return {
    status,
    headers: { ...HEADERS, 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, message, ...members }),
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What a client sends as null it has not said. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  return isObject(value) ? mapped(value, withoutNulls) : value;
}

function withSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(withSeconds);
  return isObject(value) ? mapped(value, withSeconds) : value;
}

function mapped(value: object, change: (member: unknown) => unknown): object {
  const said = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(said.map(([name, member]) => [name, change(member)]));
}

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';
