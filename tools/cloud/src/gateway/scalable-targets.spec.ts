import type { ApiCall } from './api-service';
import { ScalableTargets } from './scalable-targets';

const WHERE = { account: '222222222222', region: 'eu-west-1' };
const clamp = jest.fn();
let targets: ScalableTargets;

beforeEach(() => {
  clamp.mockReset();
  targets = new ScalableTargets(clamp);
});

function observe(operation: string, body: object, call: Partial<ApiCall> = {}, status = 200): Promise<void> {
  const registration = { ServiceNamespace: 'ecs', ResourceId: 'service/acme-prod/web', ...body };
  return targets.observe(
    {
      ...WHERE,
      service: 'application-autoscaling',
      operation,
      method: 'POST',
      path: '/',
      headers: {},
      body: Buffer.from(JSON.stringify(registration)),
      ...call,
    },
    { status, headers: {}, body: '' },
  );
}

const register = (body: object) => observe('RegisterScalableTarget', body);
const range = (min: number, max: number) => [WHERE, { cluster: 'acme-prod', service: 'web', min, max }];

test('to register a service moves its count into the range', async () => {
  await register({ MinCapacity: 2, MaxCapacity: 4 });
  expect(clamp.mock.calls).toEqual([range(2, 4)]);
});

test('an update of one end keeps the other', async () => {
  await register({ MinCapacity: 2, MaxCapacity: 4 });
  await register({ MaxCapacity: 6 });
  await register({ MinCapacity: 3 });
  expect(clamp.mock.calls.slice(1)).toEqual([range(2, 6), range(3, 6)]);
});

test.each([
  ['was deregistered', () => observe('DeregisterScalableTarget', {})],
  ['lived before a reset', () => targets.reset()],
])('a range that %s is forgotten', async (_, forget) => {
  await register({ MinCapacity: 2, MaxCapacity: 4 });
  await forget();
  await register({ MaxCapacity: 6 });
  expect(clamp.mock.calls.at(-1)).toEqual(range(0, 6));
});

test.each([
  ['was refused', () => observe('RegisterScalableTarget', { MinCapacity: 1, MaxCapacity: 2 }, {}, 400)],
  ['is another service’s', () => observe('RegisterScalableTarget', {}, { service: 'autoscaling' })],
  ['only asks', () => observe('DescribeScalableTargets', {})],
  ['is of another namespace', () => register({ ServiceNamespace: 'dynamodb', ResourceId: 'table/t/x' })],
])('a call that %s moves nothing', async (_, call) => {
  await call();
  expect(clamp).not.toHaveBeenCalled();
});
