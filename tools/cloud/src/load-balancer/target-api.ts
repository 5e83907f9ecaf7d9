import { randomUUID } from 'node:crypto';
import type { ApiAnswer } from '../gateway/api-service';
import type { Target, TargetHealth } from './target-groups';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html */
const NAMESPACE = 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/';

export const TARGET_OPERATIONS = ['DescribeTargetHealth', 'RegisterTargets', 'DeregisterTargets'] as const;
export type TargetOperation = (typeof TARGET_OPERATIONS)[number];

/** One of the three calls, read from its form. */
export interface TargetCall {
  readonly targetGroupArn: string;
  /** Without a port it is the target group's. */
  readonly targets: readonly { readonly id: string; readonly port?: number }[];
}

export interface DescribedTarget {
  readonly target: Target;
  readonly health: TargetHealth;
  readonly checkPort: string;
}

export function readTargetCall(body: string): TargetCall {
  const form = new URLSearchParams(body);
  const numbers = [...form.keys()]
    .map((key) => /^Targets\.member\.(\d+)\.Id$/.exec(key)?.[1])
    .filter((number) => number !== undefined)
    .sort((a, b) => Number(a) - Number(b));
  return {
    targetGroupArn: form.get('TargetGroupArn') ?? '',
    targets: numbers.map((number) => {
      const port = form.get(`Targets.member.${number}.Port`);
      const id = form.get(`Targets.member.${number}.Id`) ?? '';
      return { id, ...(port !== null && { port: Number(port) }) };
    }),
  };
}

export function describeAnswer(targets: readonly DescribedTarget[]): ApiAnswer {
  const members = targets.map(({ target, health, checkPort }) =>
    element(
      'member',
      element('Target', element('Id', text(target.id)) + element('Port', String(target.port))) +
        element('HealthCheckPort', text(checkPort)) +
        element(
          'TargetHealth',
          element('State', health.state) +
            (health.reason ? element('Reason', text(health.reason)) : '') +
            (health.description ? element('Description', text(health.description)) : ''),
        ),
    ),
  );
  return result('DescribeTargetHealth', element('TargetHealthDescriptions', members.join('')));
}

export function doneAnswer(operation: TargetOperation): ApiAnswer {
  return result(operation, '');
}

/** @param code such as `TargetGroupNotFound` */
export function errorAnswer(code: string, message: string): ApiAnswer {
  const error = element(
    'Error',
    element('Type', 'Sender') + element('Code', code) + element('Message', text(message)),
  );
  return xml(400, 'ErrorResponse', (requestId) => error + element('RequestId', requestId));
}

function result(operation: TargetOperation, content: string): ApiAnswer {
  return xml(
    200,
    `${operation}Response`,
    (requestId) =>
      element(`${operation}Result`, content) + element('ResponseMetadata', element('RequestId', requestId)),
  );
}

function xml(status: number, root: string, content: (requestId: string) => string): ApiAnswer {
  const requestId = randomUUID();
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: `<${root} xmlns="${NAMESPACE}">${content(requestId)}</${root}>`,
  };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function text(value: string): string {
  return value.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
