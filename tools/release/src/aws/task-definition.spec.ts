import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { taskDefinitionFor, type TaskDefinitionRelease } from './task-definition';

const release: TaskDefinitionRelease = {
  family: 'shop-staging-web',
  container: 'web',
  image: '1.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:0',
  version: 12,
  commit: 'a'.repeat(40),
  parameters: { STRIPE_KEY: 'arn:stripe' },
};

/** Every field of a task definition that RegisterTaskDefinition takes. */
const shape = {
  taskRoleArn: 'arn:task',
  executionRoleArn: 'arn:execution',
  networkMode: 'awsvpc',
  volumes: [{ name: 'tmp' }],
  placementConstraints: [{ type: 'memberOf', expression: 'x' }],
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  pidMode: 'task',
  ipcMode: 'task',
  proxyConfiguration: { containerName: 'envoy' },
  inferenceAccelerators: [{ deviceName: 'a', deviceType: 'b' }],
  ephemeralStorage: { sizeInGiB: 30 },
  runtimePlatform: { cpuArchitecture: 'ARM64' },
  enableFaultInjection: true,
} satisfies Partial<TaskDefinition>;

const readOnly = {
  taskDefinitionArn: 'arn:template:3',
  revision: 3,
  status: 'ACTIVE',
  requiresAttributes: [{ name: 'x' }],
  compatibilities: ['FARGATE'],
  registeredAt: new Date(0),
  deregisteredAt: new Date(0),
  deleteRequestedAt: new Date(0),
  registeredBy: 'arn:terraform',
} satisfies Partial<TaskDefinition>;

const of = (container: ContainerDefinition, more: Partial<TaskDefinition> = {}, changes = {}) =>
  taskDefinitionFor({ family: 'template', containerDefinitions: [container], ...more }, [], {
    ...release,
    ...changes,
  });

it('keeps every field that AWS takes and drops those that it only tells', () => {
  const { containerDefinitions: _, tags: __, ...rest } = of({ name: 'web' }, { ...shape, ...readOnly });

  expect(rest).toEqual({ ...shape, family: 'shop-staging-web' });
});

it('loses nothing of what a container says, and touches no other container', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (unknown) => {
      const { name: _, image: __, environment: ___, secrets: ____, ...fields } = unknown;
      const own = { ...fields, name: 'web' } as ContainerDefinition;
      const other = { ...fields, name: 'proxy' } as ContainerDefinition;
      const registered = of(own, { containerDefinitions: [own, other] });

      expect(registered.containerDefinitions?.[0]).toMatchObject({ ...own, image: release.image });
      expect(registered.containerDefinitions?.[1]).toBe(other);
    }),
  );
});

it('never has a name twice, as ECS refuses that', () => {
  const name = fc.constantFrom('A', 'B', 'C', 'RELEASE_VERSION', 'RELEASE_COMMIT');
  const variables = fc.uniqueArray(name).map((names) => names.map((each) => ({ name: each, value: 'x' })));
  const secrets = fc
    .uniqueArray(name)
    .map((names) => names.map((each) => ({ name: each, valueFrom: 'arn:x' })));
  const parameters = fc.dictionary(name, fc.constant('arn:parameter'));
  fc.assert(
    fc.property(variables, secrets, parameters, (environment, templateSecrets, given) => {
      const [container] =
        of({ name: 'web', environment, secrets: templateSecrets }, {}, { parameters: given })
          .containerDefinitions ?? [];
      const names = [...(container?.environment ?? []), ...(container?.secrets ?? [])].map(
        (each) => each.name,
      );

      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(
        expect.arrayContaining(['RELEASE_VERSION', 'RELEASE_COMMIT', ...Object.keys(given)]),
      );
    }),
  );
});

it('puts release, variables, secrets and tags in', () => {
  const registered = taskDefinitionFor(
    {
      containerDefinitions: [
        {
          name: 'web',
          environment: [{ name: 'PORT', value: '3000' }],
          secrets: [{ name: 'DATABASE_URL', valueFrom: 'arn:database' }],
        },
      ],
    },
    [
      { key: 'environment', value: 'staging' },
      { key: 'aws:cloudformation:stack-name', value: 'x' },
      { key: 'slipway:release', value: 'v11' },
    ],
    release,
  );

  expect(registered.containerDefinitions).toEqual([
    {
      name: 'web',
      image: release.image,
      environment: [
        { name: 'PORT', value: '3000' },
        { name: 'RELEASE_COMMIT', value: 'a'.repeat(40) },
        { name: 'RELEASE_VERSION', value: 'v12' },
      ],
      secrets: [
        { name: 'DATABASE_URL', valueFrom: 'arn:database' },
        { name: 'STRIPE_KEY', valueFrom: 'arn:stripe' },
      ],
    },
  ]);
  expect(registered.tags).toEqual([
    { key: 'environment', value: 'staging' },
    { key: 'slipway:release', value: 'v12' },
    { key: 'slipway:commit', value: 'a'.repeat(40) },
  ]);
});
