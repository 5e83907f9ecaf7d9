import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import type { Construct } from 'constructs';

/** Of all zones that a region has, and of none that are beside it: local and wavelength zones have longer names. */
const LETTERS = [...'abcdef'];

/**
 * Refuses, in a plan, zones that the account does not have: which letters those are differs between accounts in the oldest
 * regions, and full zones are closed for newcomers. Else the apply would end half-way, at the first subnet.
 *
 * A cloud that knows no zones of the region at all is believed to have them.
 */
export function checkZones(scope: Construct, id: string, region: string, zones: readonly string[]): void {
  const missing = `setsubtract(${JSON.stringify(zones)}, self.names)`;
  new DataAwsAvailabilityZones(scope, id, {
    filter: [{ name: 'zone-name', values: LETTERS.map((letter) => `${region}${letter}`) }],
    lifecycle: {
      postcondition: [
        {
          condition: `\${length(self.names) == 0 || length(${missing}) == 0}`,
          errorMessage:
            `This account has no zone \${join(" and no zone ", sort(${missing}))}. Nothing was changed. ` +
            'It has ${join(", ", self.names)}: name the letters of 2 or 3 of them in network.zones of environment.ts.',
        },
      ],
    },
  });
}
