import type { DescribeTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { refusal } from '../sample/sample-ecs';
import { SampleWorld } from '../sample/sample-world';
import { readTemplates } from './all-templates';
import { recordedAws } from './recorded-aws';
import { readTemplate } from './template';

const { environment } = new SampleWorld(undefined, { worker: true });
const taskDefinition = { taskDefinitionArn: 'arn:template:3', status: 'ACTIVE', cpu: '256' };

it('asks for the newest revision of the family, with its tags', async () => {
  const tags = [{ key: 'app', value: 'shop' }];
  const { clients, calls } = recordedAws({ DescribeTaskDefinition: () => ({ taskDefinition, tags }) });

  expect(await readTemplate(clients, environment, 'web')).toEqual({
    arn: 'arn:template:3',
    definition: taskDefinition,
    tags,
  });
  expect(calls).toEqual([
    ['DescribeTaskDefinition', { taskDefinition: 'shop-staging-web-template', include: ['TAGS'] }],
  ]);
});

it('has no tags when ECS names none', async () => {
  const { clients } = recordedAws({ DescribeTaskDefinition: () => ({ taskDefinition }) });

  expect((await readTemplate(clients, environment, 'web'))?.tags).toEqual([]);
});

it.each([
  ['was deregistered', { taskDefinition: { ...taskDefinition, status: 'INACTIVE' } }],
  ['has no ARN', { taskDefinition: { status: 'ACTIVE' } }],
  ['is not in the answer', {}],
])('finds none when it %s', async (_, answer) => {
  const { clients } = recordedAws({ DescribeTaskDefinition: () => answer });

  expect(await readTemplate(clients, environment, 'web')).toBeUndefined();
});

describe('of all services', () => {
  const refusing = (name: string) =>
    recordedAws({
      DescribeTaskDefinition: ({ taskDefinition: family }: DescribeTaskDefinitionCommandInput) => {
        if (family === 'shop-staging-worker-template') throw refusal(name, 'No.');
        return { taskDefinition };
      },
    }).clients;

  it('leaves out the one that has no family yet', async () => {
    expect(await readTemplates(refusing('ClientException'), environment)).toEqual({ web: 'arn:template:3' });
  });

  it('does not take any other refusal for an absent family', async () => {
    await expect(readTemplates(refusing('ServerException'), environment)).rejects.toThrow('No.');
  });
});
