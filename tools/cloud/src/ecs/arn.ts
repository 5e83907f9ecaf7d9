import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { AccountOptions } from '../credentials';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export function ecsArn({ account, region }: AccountOptions, resource: string): string {
  return `arn:aws:ecs:${region}:${account}:${resource}`;
}

/** Who calls when nobody says who: the root of the account. */
export const rootOf = ({ account }: AccountOptions) => `arn:aws:iam::${account}:root`;

/** The role of a session in it: who AWS says has made a service. Of anybody else, the same ARN. */
export function roleOf(principal: string): string {
  return principal.replace(/^arn:aws:sts::(\d+):assumed-role\/([^/]+)\/.*$/, 'arn:aws:iam::$1:role/$2');
}

/** The last part of an ARN, or the name that was given instead of one. */
export function nameIn(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

/** 32 hex digits, as at the end of a task's ARN. */
export const newTaskId = () => randomBytes(16).toString('hex');

/** As at the end of a service deployment's ARN. */
export const newServiceDeploymentId = () => randomBytes(15).toString('base64url');

/** As in `ecs-svc/1234567890123456789`. */
export const newNumber = () => String(randomInt(1, 10)) + digits(9) + digits(9);

const digits = (count: number) => String(randomInt(10 ** count)).padStart(count, '0');

export const newId = () => randomUUID();
