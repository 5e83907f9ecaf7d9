import { SampleWorld } from '../sample/sample-world';
import { recordedAws } from './recorded-aws';
import { registerScaling } from './register-scaling';

it("registers each service's number of tasks, with its own range", async () => {
  const { clients, calls } = recordedAws({ RegisterScalableTarget: () => ({}) });
  const { environment } = new SampleWorld({ scaling: { min: 2, max: 8 } }, { worker: true });
  const worker = environment.services['worker']!;
  const services = {
    ...environment.services,
    worker: { ...worker, scaling: { ...worker.scaling, min: 1, max: 3 } },
  };
  await registerScaling({ clients, environment: { ...environment, services } });

  const target = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' };
  expect(calls).toEqual([
    [
      'RegisterScalableTarget',
      { ...target, ResourceId: 'service/shop-staging/web', MinCapacity: 2, MaxCapacity: 8 },
    ],
    [
      'RegisterScalableTarget',
      { ...target, ResourceId: 'service/shop-staging/worker', MinCapacity: 1, MaxCapacity: 3 },
    ],
  ]);
});
