import { defineEnvironment, type EnvironmentSpec } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { forgetSecrets, forgetTaskDefinitions, secretsOf } from './forget';

function opened(
  calls: { readonly ecs?: object; readonly ssm?: object },
  spec: Partial<EnvironmentSpec> = {},
) {
  const environment = defineEnvironment({
    app: 'acme',
    name: 'staging',
    aws: { account: '111111111111', region: 'eu-west-1' },
    domain: { name: 'staging.acme.example' },
    ...spec,
  });
  const clients = { ecs: async () => calls.ecs, ssm: async () => calls.ssm } as unknown as AwsClients;
  return { environment, clients };
}

const arn = (name: string) => `arn:aws:ecs:eu-west-1:111111111111:task-definition/${name}`;

test('every revision of the families that releases write is deregistered, and of no other', async () => {
  const gone: string[] = [];
  const asked: object[] = [];
  const pages = [
    {
      taskDefinitionArns: [arn('acme-staging-web:1'), arn('acme-staging-web-template:7')],
      nextToken: 'more',
    },
    { taskDefinitionArns: [arn('acme-staging-web:2'), arn('acme-staging-website:1')] },
  ];
  const ecs = {
    listTaskDefinitions: async (question: { nextToken?: string }) => {
      asked.push(question);
      return pages[question.nextToken ? 1 : 0];
    },
    deregisterTaskDefinition: async ({ taskDefinition }: { taskDefinition: string }) =>
      gone.push(taskDefinition),
  };
  await forgetTaskDefinitions(opened({ ecs }));
  expect(gone).toEqual([arn('acme-staging-web:1'), arn('acme-staging-web:2')]);
  const family = { familyPrefix: 'acme-staging-web', status: 'ACTIVE' };
  expect(asked).toEqual([family, { ...family, nextToken: 'more' }]);
});

describe('secrets', () => {
  const names = Array.from({ length: 12 }, (_, index) => `/acme/staging/web/SECRET_${index}`);

  function parameters() {
    const deleted: string[][] = [];
    const asked: object[] = [];
    const pages = [names.slice(0, 9), names.slice(9)];
    const ssm = {
      getParametersByPath: async (question: { NextToken?: string }) => {
        asked.push(question);
        const [page, NextToken] = question.NextToken ? [pages[1]!, ''] : [pages[0]!, 'more'];
        return { Parameters: page.map((Name) => ({ Name })), NextToken };
      },
      deleteParameters: async ({ Names }: { Names: string[] }) => deleted.push(Names),
    };
    return { ssm, deleted, asked };
  }

  test('go with the environment, ten in a call', async () => {
    const { ssm, deleted, asked } = parameters();
    await forgetSecrets(opened({ ssm }));
    expect(deleted.flat()).toEqual(names);
    expect(Math.max(...deleted.map(({ length }) => length))).toBe(10);
    const everything = { Path: '/acme/staging/', Recursive: true };
    expect(asked).toEqual([everything, { ...everything, NextToken: 'more' }]);
  });

  test('are named by service, each once', async () => {
    const { ssm, deleted } = parameters();
    expect(await secretsOf(opened({ ssm }))).toEqual(
      new Map([['web', names.map((name) => name.slice('/acme/staging/web/'.length)).sort()]]),
    );
    expect(deleted).toEqual([]);
  });
});
