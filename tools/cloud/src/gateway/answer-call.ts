import type { ApiAnswer, ApiCall, ApiService } from './api-service';
import { authorizationOf, operationOf } from './authorization';
import type { Callers } from './callers';
import { forward, type Forwarded } from './moto-proxy';
import type { RequestChecks } from './request-checks';
import { refusal } from './refusal';
import type { RegistryAccounts } from './registry-account';

/** Who takes part in answering a call. */
export interface Answering {
  /** Asked in this order; the first that answers has answered. */
  readonly services: readonly ApiService[];
  readonly motoPort: number;
  readonly callers: Callers;
  readonly registries: RegistryAccounts;
  /** Told of every call that one of them, and not moto, has answered. */
  readonly answered?: (call: ApiCall) => void;
  /** Told of every signed call before it is answered. @default requests are not checked */
  readonly checks?: Pick<RequestChecks, 'check'>;
  /** Gets a line for every call, and the stack of what failed. */
  readonly log: (line: string) => void;
}

/** Answers a call of an AWS API, and logs it: time, status, service, operation, duration. Never rejects. */
export async function answerCall(by: Answering, received: Forwarded): Promise<ApiAnswer> {
  const began = performance.now();
  const authorization = authorizationOf(headerOf(received, 'authorization'), received.path);
  const call: ApiCall = {
    ...received,
    account: '',
    region: authorization?.region ?? '',
    service: authorization?.service ?? '-',
    operation: operationOf({
      ...received,
      target: headerOf(received, 'x-amz-target'),
      contentType: headerOf(received, 'content-type'),
    }),
  };
  // At the same time; a client that has its answer finds the check noted.
  const checked = authorization && by.checks?.check(received);
  const answer = await attributeAndAnswer(by, call, authorization?.accessKey).catch((error: unknown) => {
    by.log(`${call.service} ${call.operation} failed: ${stackOf(error)}`);
    const message = `The embedded cloud failed, its log says why: ${String(error)}`;
    return refusal(call, { status: 500, code: 'InternalFailure', message });
  });
  await checked;
  const now = new Date().toISOString().slice(0, 19);
  const took = Math.round(performance.now() - began);
  by.log(`${now} ${answer.status} ${call.service} ${call.operation} ${took} ms`);
  return answer;
}

async function attributeAndAnswer(by: Answering, call: ApiCall, accessKey?: string): Promise<ApiAnswer> {
  // Whoever shows no key is nobody's account: moto alone knows what that may do.
  if (accessKey === undefined) return forward(by.motoPort, call);
  const caller = await by.callers.of(accessKey);
  if ('expired' in caller)
    return refusal(call, { status: 403, code: 'ExpiredToken', message: caller.expired });
  const attributed = await by.registries.attribute({
    ...call,
    ...{ account: caller.account, principal: caller.principal },
  });
  for (const service of by.services) {
    const answer = await service.answer(attributed);
    if (answer) {
      by.answered?.(attributed);
      return answer;
    }
  }
  const answer = await forward(by.motoPort, attributed);
  for (const service of by.services) {
    try {
      await service.observe?.(attributed, answer);
    } catch (error) {
      // moto has done it already; the client must hear so.
      by.log(`After ${call.service} ${call.operation}: ${stackOf(error)}`);
    }
  }
  return answer;
}

function headerOf({ headers }: Forwarded, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** For the log. */
export function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
