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
    const said = await hint(VALIDATION, () => Promise.resolve(STATE));

    expect(said).toContain('acme.example has been waiting for its certificate');
    expect(said).toContain('  ns-1.example\n  ns-2.example');
  });

  it('is silent about other steps, and where the state cannot be read yet', async () => {
    const unread = () => Promise.reject(new Error('must not be asked'));

    expect(await hint({ ...VALIDATION, resourceType: 'aws_db_instance' }, unread)).toBe('');
    expect(await hint({ ...VALIDATION, action: 'delete' }, unread)).toBe('');
    expect(await hint(VALIDATION, unread)).toBe('');
  });
});

describe('hostedZones', () => {
  it('are those that Terraform made, with their name servers', () => {
    const state = {
      resources: [
        {
          type: 'aws_route53_zone',
          instances: [{ attributes: ZONE }, { attributes: { name: 'new.example' } }, {}],
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
