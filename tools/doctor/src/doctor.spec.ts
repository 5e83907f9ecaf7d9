import type { LocatedEnvironment } from '@slipway/tool-deploy';
import { Failure } from '@slipway/tool-terminal';
import { doctor } from './doctor';
import { sampleEnvironment, sampleMachine } from './sample-machine';

const options = { workspace: '/nowhere', machine: sampleMachine(), environment: 'staging' };

/** An account in which nothing but the given calls is answered. */
function account(calls: { readonly [client: string]: object }): LocatedEnvironment {
  const clients = Object.fromEntries(
    Object.entries(calls).map(([name, client]) => [name, async () => client]),
  );
  const environment = sampleEnvironment();
  const { account, region } = environment.aws;
  return { environment, cloud: 'aws', target: { account, region }, clients } as unknown as LocatedEnvironment;
}

function named(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

const states = (checks: readonly { readonly name: string; readonly state: string }[]) =>
  Object.fromEntries(checks.map(({ name, state }) => [name, state]));

describe('without an environment', () => {
  it('only the machine is looked at', async () => {
    const open = jest.fn();
    const diagnosis = await doctor({ ...options, environment: undefined, open });

    expect(open).not.toHaveBeenCalled();
    expect(diagnosis).toMatchObject({ place: [], count: { good: 11, advice: 0, bad: 0, skipped: 0 } });
    expect(diagnosis).not.toHaveProperty('environment');
  });
});

describe('an environment', () => {
  it('that cannot be reached is one thing to fix; the rest waits for it', async () => {
    const open = () =>
      Promise.reject(
        new Failure('credentials', 'There are no AWS credentials. Nothing was changed.\nSet AWS_PROFILE.'),
      );
    const { place, count } = await doctor({ ...options, open });

    expect(place[0]).toEqual({
      name: 'account',
      state: 'bad',
      found: 'There are no AWS credentials.',
      fix: 'Set AWS_PROFILE.',
    });
    expect(count).toEqual({ good: 11, advice: 0, bad: 1, skipped: place.length - 1 });
  });

  it('whose file is wrong is not opened', async () => {
    const open = jest.fn();
    const machine = sampleMachine({ environment: () => Promise.reject(new Error('staging: 1 problem')) });
    const { place } = await doctor({ ...options, machine, open });

    expect(open).not.toHaveBeenCalled();
    expect(new Set(place.map(({ state }) => state))).toEqual(new Set(['skipped']));
  });

  it('that was never deployed wants a bootstrap and a deploy', async () => {
    const open = async () =>
      account({
        s3: { headBucket: () => Promise.reject(named('NotFound')) },
        ecr: { batchGetImage: () => Promise.reject(named('RepositoryNotFoundException')) },
        ecs: { describeClusters: async () => ({ clusters: [], failures: [{ reason: 'MISSING' }] }) },
      });
    const { place } = await doctor({ ...options, open, embedded: false });

    expect(states(place)).toMatchObject({
      account: 'good',
      'state bucket': 'bad',
      'image registry': 'bad',
      'release bucket': 'bad',
      'asset bucket': 'bad',
      cluster: 'bad',
      services: 'skipped',
      tasks: 'skipped',
      shell: 'skipped',
    });
    expect(place.find(({ name }) => name === 'cluster')).toMatchObject({
      found: 'acme-staging is not there',
      fix: 'npx slipway deploy staging',
    });
  });

  it('says what AWS refuses in words, once for each check', async () => {
    const denied = () =>
      Promise.reject(named('AccessDeniedException', 'not authorized to perform: ecs:DescribeClusters'));
    const open = async () =>
      account({
        s3: { headBucket: async () => ({}) },
        ecr: { batchGetImage: async () => ({ failures: [{ failureCode: 'ImageNotFound' }] }) },
        ecs: { describeClusters: denied },
      });
    const { place } = await doctor({ ...options, open });

    expect(states(place)).toMatchObject({ 'state bucket': 'good', 'image registry': 'good', cluster: 'bad' });
    expect(place.find(({ name }) => name === 'cluster')?.found).toBe(
      'The credentials lack the right to do this (ecs:DescribeClusters).',
    );
  });

  /** One that was deployed and not released to. @param note what the deploy noted */
  function deployed(note: object): () => Promise<LocatedEnvironment> {
    const service = {
      serviceName: 'web',
      status: 'ACTIVE',
      taskDefinition: 'arn/acme-staging-web-template:1',
    };
    const Body = { transformToString: async () => JSON.stringify(note) };
    return async () =>
      account({
        s3: {
          headBucket: async () => ({}),
          paginateListObjectsV2: async function* () {
            yield { Contents: [] };
          },
          send: async ({ input }: { input: { Key: string } }) => {
            if (input.Key === 'applied.json') return { Body };
            throw named('NoSuchKey');
          },
        },
        ecr: { batchGetImage: async () => ({}) },
        ecs: {
          describeClusters: async () => ({ clusters: [{ status: 'ACTIVE' }] }),
          describeServices: async () => ({ services: [service] }),
          describeTaskDefinition: async () => ({
            taskDefinition: { containerDefinitions: [{ secrets: [{ name: 'DATABASE_PASSWORD' }] }] },
          }),
          paginateListTasks: async function* () {
            yield { taskArns: [] };
          },
        },
        ssm: {
          paginateGetParametersByPath: async function* () {
            yield { Parameters: [] };
          },
        },
      });
  }

  it('that was deployed and not released to is looked at to the end', async () => {
    const open = deployed({ settings: sampleEnvironment(), resources: {} });
    const { place } = await doctor({ ...options, open, embedded: true });

    expect(states(place)).toEqual({
      account: 'good',
      'state bucket': 'good',
      'image registry': 'good',
      'release bucket': 'good',
      'asset bucket': 'good',
      cluster: 'good',
      services: 'good',
      secrets: 'bad',
      'live release': 'advice',
      'release under way': 'good',
      'last release': 'good',
      hold: 'good',
      settings: 'good',
      tasks: 'good',
      targets: 'good',
      shell: 'advice',
    });
    // What was typed to get here has to be typed again.
    expect(place.find(({ name }) => name === 'secrets')).toMatchObject({
      found: 'web needs SESSION_KEY',
      fix: 'npx slipway config set staging SESSION_KEY --embedded',
    });
    expect(place.find(({ name }) => name === 'shell')?.found).toMatch(
      /^Nothing has been released to web .*there is no task to work with\.$/,
    );
  });

  it('whose file has what was never deployed is told so, and is judged by what was', async () => {
    const web = { secrets: ['OTHER_KEY'], scaling: { min: 1, max: 4 } };
    const open = deployed({ settings: sampleEnvironment({ services: { web } }), resources: {} });
    const { place } = await doctor({ ...options, open });

    expect(place.find(({ name }) => name === 'secrets')?.found).toBe('web needs OTHER_KEY');
    expect(place.find(({ name }) => name === 'settings')).toMatchObject({
      state: 'advice',
      found: 'not deployed: services.web.secrets: ["OTHER_KEY"] → ["SESSION_KEY"]',
      fix: 'npx slipway deploy staging',
    });
  });
});
