import { hostedZones, nameServersHint } from './name-servers';
import { recordedOutput } from '@slipway/tool-terminal';

const ZONE = { name: 'acme.example', name_servers: ['ns-1.example', 'ns-2.example'] };
const STATE = { resources: [{ type: 'aws_route53_zone', instances: [{ attributes: ZONE }] }] };
const VALIDATION = {
  address: 'aws_acm_certificate_validation.cdn',
  resourceType: 'aws_acm_certificate_validation',
  action: 'create',
  elapsedSeconds: 50,
} as const;

describe('nameServersHint', () => {
  async function hint(step: Parameters<typeof nameServersHint>[1], pullState: () => Promise<unknown>) {
    const { output, notes } = recordedOutput();
    await nameServersHint({ terraform: { pullState }, options: { output } }, step);
    return notes.join('\n');
  }

  it('names what belongs at the registrar while a certificate waits', async () => {
    expect(await hint(VALIDATION, () => Promise.resolve(STATE))).toBe(
      `acme.example has been waiting for its certificate. AWS issues it once public DNS finds the zone. If you have not done so yet, enter these name servers for acme.example, at its registrar or in the parent zone:
  ns-1.example
  ns-2.example
The deploy goes on by itself, for up to 75 minutes. You can repeat it.`,
    );
  });

  it('is silent about other steps, and where the state cannot be read yet', async () => {
    const unread = jest.fn().mockRejectedValue(new Error('no state yet'));

    expect(await hint({ ...VALIDATION, resourceType: 'aws_db_instance' }, unread)).toBe('');
    expect(await hint({ ...VALIDATION, action: 'delete' }, unread)).toBe('');
    expect(unread).not.toHaveBeenCalled();
    expect(await hint(VALIDATION, unread)).toBe('');
  });
});

describe('hostedZones', () => {
  it('are those that Terraform made, with their name servers', () => {
    const state = {
      resources: [
        {
          type: 'aws_route53_zone',
          instances: [
            { attributes: ZONE },
            { attributes: { name: 'new.example' } },
            { attributes: { name: 'empty.example', name_servers: [] } },
            { attributes: { name_servers: ['ns-3.example'] } },
            {},
          ],
        },
        { type: 'aws_vpc', instances: [{ attributes: { name: 'x', name_servers: ['y'] } }] },
      ],
    };

    expect(hostedZones(state)).toEqual([{ name: 'acme.example', servers: ['ns-1.example', 'ns-2.example'] }]);
  });

  it('are none before there is a state', () => {
    expect(hostedZones(undefined)).toEqual([]);
    expect(hostedZones({})).toEqual([]);
  });
});
