import { optional, union } from 'zod/mini';
import { FIREWALL_RULES } from '../firewall-rule-labels';
import { nearest } from '../nearest';
import { choice, flag, list, pattern, section, text } from './field';

/** Each takes 23 capacity units, and 1500 are included: https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html */
const MOST_EXCEPTIONS = 20;

function ruleFix(rule: string): string | undefined {
  if (FIREWALL_RULES.includes(rule)) return undefined;
  if (rule === 'SizeRestrictions_BODY') return 'Leave it out: that rule only counts, in every environment.';
  const meant = nearest(rule, FIREWALL_RULES);
  return `${meant === undefined ? 'Copy its name from the log' : `Write '${meant}', if you meant that, or copy the name from the log`} of what the firewall found.`;
}

const exception = section({
  rule: text("the name of one of AWS's managed rules, such as 'CrossSiteScripting_BODY'", ruleFix),
  path: pattern(
    /^\/[\x21-\x29\x2b-\x7e]{0,198}\*?$/,
    "a path such as '/entries', or with '*' at its end all that begin so",
    "Start it with a slash, leave out host and query, and write '*' at its end only.",
  ),
});

export const firewallSchema = union(
  [
    flag(),
    section({
      mode: optional(choice('block', 'count')),
      exceptions: optional(
        list(
          exception,
          `a list of at most ${MOST_EXCEPTIONS} exceptions, each { rule, path }`,
          (exceptions) =>
            exceptions.length > MOST_EXCEPTIONS
              ? `Remove ${exceptions.length - MOST_EXCEPTIONS}, or cover several paths by one that ends with '*'.`
              : undefined,
        ),
      ),
    }),
  ],
  'true, false, or an object with mode and exceptions',
);
