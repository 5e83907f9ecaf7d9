import { headers } from 'next/headers';
import { log, type Log } from './log';
import { REQUEST_ID } from './request-id';

/** Logs with the id of the request that is being answered, so that all its lines are found by it. */
export async function requestLog(): Promise<Log> {
  const requestId = (await headers()).get(REQUEST_ID) ?? undefined;
  return (level, message, fields) => log(level, message, { requestId, ...fields });
}
