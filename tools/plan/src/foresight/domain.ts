import type { PlanJson, ResourceChangeJson } from '../plan-json';
import type { Foreseen } from './foreseen';

/**
 * The name that users type, where a plan takes it away or writes it anew into another zone. In a zone of Slipway's own
 * that is protected besides, as the zone goes with it.
 */
export function foreseeDomain({ resource_changes: changes = [] }: PlanJson): readonly Foreseen[] {
  const records = changes.filter(leadsToSite);
  const [record] = records.filter(({ change }) => change.before && !/^origin\./.test(nameIn(change.before)));
  if (!record || record.change.actions.length < 2) return [];
  const { before, after } = record.change;
  const [was, is] = [nameIn(before), nameIn(after)];
  const text =
    was === is
      ? `${was} is taken out of one zone and written into another. Who asks in between finds nothing, and resolvers remember that for up to 15 minutes. Whether the new zone is asked at all, the name servers decide that its registrar or the domain above it names.`
      : `${was} leads nowhere from this deploy on, for good. Users find the app at ${is}, once its name servers are known there. To have both for a while, make an environment with a new name for ${is}.`;
  return [{ address: record.address, effect: 'interrupts', text }];
}

/**
 * Negative answers are remembered for the 900 seconds of the SOA record:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html
 */
function leadsToSite({ type, deposed, change: { before, after } }: ResourceChangeJson): boolean {
  return type === 'aws_route53_record' && deposed === undefined && (before ?? after)?.type === 'A';
}

function nameIn(record: ResourceChangeJson['change']['after']): string {
  return String(record?.name);
}
