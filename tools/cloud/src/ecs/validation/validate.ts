import { EcsError } from '../ecs-error';
import { checkShape } from './check-shape';
import { remembering } from './account-facts';
import { RULES } from './rules/rules';
import type { Rule, RuleContext } from './rules/rule';

/**
 * Refuses a request that AWS would refuse, in AWS's words where they are known, and one that the embedded cloud would
 * not follow, by name. Nothing has been done by then.
 *
 * @throws EcsError
 */
export async function validate(operation: string, input: object, context: RuleContext): Promise<void> {
  const rules = (RULES[operation] ?? []) as readonly Rule<object>[];
  checkShape(operation, input, new Set(rules.map(({ member }) => member)));
  const { region, account } = context;
  const once = { region, account: remembering(account) };
  for (const { refuses, code } of rules) {
    const said = await refuses(input, once);
    if (said !== undefined) throw new EcsError(code, said);
  }
}
