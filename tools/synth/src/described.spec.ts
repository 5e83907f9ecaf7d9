import { fingerprints } from './described';

const stack = (cpu: string, path = 'web/template') => ({
  resource: { aws_ecs_task_definition: { template: { cpu, '//': { metadata: { path } } } } },
});

it('tells configurations of a resource apart', () => {
  expect(fingerprints(stack('256'))).not.toEqual(fingerprints(stack('512')));
  expect(fingerprints({})).toEqual({});
});

it('does not ask where a resource stands in the code', () => {
  expect(fingerprints(stack('256', 'elsewhere'))).toEqual(fingerprints(stack('256')));
});
