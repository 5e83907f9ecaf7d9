import type { GetParametersByPathCommandInput } from '@aws-sdk/client-ssm';
import { SampleWorld } from '../sample/sample-world';
import { readParameterNames, readParameterVersions } from './all-parameters';
import { readParameters } from './parameters';
import { recordedAws } from './recorded-aws';

const { environment } = new SampleWorld(undefined, { worker: true });

const parameter = (service: string, name: string, Version: number) => ({
  Name: `/shop/staging/${service}/${name}`,
  ARN: `arn:${name}`,
  Version,
});

/** `web` has three parameters on two pages, `worker` has one. */
function parameterStore() {
  return recordedAws({
    GetParametersByPath: ({ Path, NextToken }: GetParametersByPathCommandInput) => {
      if (Path === '/shop/staging/worker/') return { Parameters: [parameter('worker', 'TOKEN', 4)] };
      return NextToken === undefined
        ? { Parameters: [parameter('web', 'B', 2), parameter('web', 'C', 3)], NextToken: 'more' }
        : { Parameters: [parameter('web', 'A', 1)] };
    },
  });
}

it('reads every page by name, without a value', async () => {
  const { clients, calls } = parameterStore();

  expect(await readParameters(clients, environment, 'web')).toEqual([
    { name: 'A', arn: 'arn:A', version: 1 },
    { name: 'B', arn: 'arn:B', version: 2 },
    { name: 'C', arn: 'arn:C', version: 3 },
  ]);
  expect(calls).toMatchObject([
    // The slash at its end keeps the parameters of `web2` out.
    ['GetParametersByPath', { Path: '/shop/staging/web/', WithDecryption: false }],
    ['GetParametersByPath', { Path: '/shop/staging/web/', WithDecryption: false, NextToken: 'more' }],
  ]);
});

it('finds none where SSM names none', async () => {
  const { clients } = recordedAws({ GetParametersByPath: () => ({}) });

  expect(await readParameters(clients, environment, 'web')).toEqual([]);
});

it('tells versions and names of each service', async () => {
  const { clients } = parameterStore();

  expect(await readParameterVersions(clients, environment)).toEqual({
    web: { A: 1, B: 2, C: 3 },
    worker: { TOKEN: 4 },
  });
  expect(await readParameterNames(clients, environment)).toEqual({ web: ['A', 'B', 'C'], worker: ['TOKEN'] });
});
