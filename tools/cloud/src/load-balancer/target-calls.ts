import { isIP } from 'node:net';
import type { AccountOptions } from '../credentials';
import type { ApiAnswer, ApiCall } from '../gateway/api-service';
import {
  describeAnswer,
  doneAnswer,
  errorAnswer,
  readTargetCall,
  type TargetCall,
  type TargetOperation,
} from './target-api';
import type { TargetGroup } from './target-group';
import type { Target, TargetGroups } from './target-groups';
import { NOT_REGISTERED } from './target-state';

export interface TargetCallContext {
  /** @returns `undefined` where there is no such target group */
  group(arn: string): Promise<TargetGroup | undefined>;
  /** Whether its targets are no addresses. */
  isOther(arn: string): boolean;
  readonly targetGroups: TargetGroups;
}

/**
 * DescribeTargetHealth, RegisterTargets and DeregisterTargets of target groups whose targets are addresses.
 *
 * @returns `undefined` for any other group: moto keeps its targets
 */
export async function answerTargetCall(
  operation: TargetOperation,
  call: ApiCall,
  context: TargetCallContext,
): Promise<ApiAnswer | undefined> {
  const asked = readTargetCall(call.body.toString('utf8'));
  const { targetGroupArn } = asked;
  if (!targetGroupArn) return errorAnswer('ValidationError', 'A target group ARN must be specified');
  const group = await context.group(targetGroupArn);
  const declared = group?.declaration;
  if (!group || !declared) {
    if (context.isOther(targetGroupArn)) return undefined;
    return errorAnswer('TargetGroupNotFound', `Target groups '${targetGroupArn}' not found`);
  }
  const targets = asked.targets.map(({ id, port = declared.port }) => ({ id, port }));
  if (operation === 'DescribeTargetHealth') return describe(group, targets, declared.check.port);

  const problem = problemOf(asked, targets);
  if (problem) return problem;
  const where: AccountOptions = { account: call.account, region: call.region };
  for (const target of targets) {
    if (operation === 'RegisterTargets') context.targetGroups.register(where, targetGroupArn, target);
    // The call is answered at once; draining goes on by itself.
    else void context.targetGroups.deregister(where, targetGroupArn, target);
  }
  return doneAnswer(operation);
}

function describe(group: TargetGroup, asked: readonly Target[], checkPort: string): ApiAnswer {
  const targets = asked.length > 0 ? asked : group.targets();
  return describeAnswer(
    targets.map((target) => ({
      target,
      health: group.health(target) ?? NOT_REGISTERED,
      checkPort: checkPort === 'traffic-port' ? String(target.port) : checkPort,
    })),
  );
}

function problemOf(asked: TargetCall, targets: readonly Target[]): ApiAnswer | undefined {
  if (asked.targets.length === 0)
    return errorAnswer('ValidationError', 'At least one target must be specified');
  const noAddress = targets.find(({ id }) => isIP(id) === 0);
  if (noAddress) {
    return errorAnswer(
      'ValidationError',
      `The IP address '${noAddress.id}' is not a valid IPv4 or IPv6 address`,
    );
  }
  const noPort = targets.find(({ port }) => !Number.isInteger(port) || port < 1 || port > 65_535);
  if (noPort) return errorAnswer('ValidationError', `Port '${noPort.port}' is not between 1 and 65535`);
  return undefined;
}
