import type { DescribeServicesCommandInput } from '@aws-sdk/client-ecs';
import { refusal } from '../sample/sample-ecs';
import { SampleWorld } from '../sample/sample-world';
import { recordedAws } from './recorded-aws';
import { readServices } from './services';

/** `staging` with so many services: s0, s1 and so on. */
function environmentOf(count: number) {
  const { environment } = new SampleWorld();
  const web = environment.services['web']!;
  return {
    ...environment,
    services: Object.fromEntries(Array.from({ length: count }, (_, n) => [`s${n}`, web])),
  };
}

const active = (name: string) => ({ serviceName: name, status: 'ACTIVE' });

it('asks the cluster for ten services at a time, and finds all of them', async () => {
  const { clients, calls } = recordedAws({
    DescribeServices: ({ services = [] }: DescribeServicesCommandInput) => ({
      services: services.map(active),
    }),
  });
  const found = await readServices(clients, environmentOf(21));

  expect([...found.keys()]).toEqual(Array.from({ length: 21 }, (_, n) => `s${n}`));
  expect(found.get('s20')).toEqual(active('s20'));
  expect(calls.map(([, input]) => (input as DescribeServicesCommandInput).services?.length)).toEqual([
    10, 10, 1,
  ]);
  expect(calls.at(-1)).toEqual(['DescribeServices', { cluster: 'shop-staging', services: ['s20'] }]);
});

it('leaves out what is inactive, drains or has no name', async () => {
  const { clients } = recordedAws({
    DescribeServices: () => ({
      services: [
        active('s0'),
        { ...active('s1'), status: 'INACTIVE' },
        { ...active('s2'), status: 'DRAINING' },
        { status: 'ACTIVE' },
      ],
    }),
  });

  expect([...(await readServices(clients, environmentOf(3))).keys()]).toEqual(['s0']);
});

it('finds none where ECS names none, or does not know the cluster', async () => {
  const nothing = recordedAws({ DescribeServices: () => ({}) });
  const { clients } = recordedAws({
    DescribeServices: () => {
      throw refusal('ClusterNotFoundException', 'Cluster not found.');
    },
  });

  expect(await readServices(nothing.clients, environmentOf(1))).toEqual(new Map());
  expect(await readServices(clients, environmentOf(1))).toEqual(new Map());
});

it('does not take any other refusal for an absent service', async () => {
  const { clients } = recordedAws({
    DescribeServices: () => {
      throw refusal('AccessDeniedException', 'No.');
    },
  });

  await expect(readServices(clients, environmentOf(1))).rejects.toThrow('No.');
});
