import type { ProcessSettings } from './container-definition';
import { sample } from './sample-parts';
import { Synthesized } from '@slipway/testing';
import { TaskTemplate } from './task-template';

function definition(settings: Partial<ProcessSettings> = {}) {
  return new Synthesized(
    (stack) =>
      new TaskTemplate(stack, 'template', {
        ...sample,
        name: 'web',
        settings: { ...sample.settings, ...settings },
        executionRoleArn: 'arn:execution',
        taskRoleArn: 'arn:task',
      }),
  ).get('aws_ecs_task_definition');
}

test('the family says that it is a template', () => {
  expect(definition().family).toBe('acme-prod-web-template');
});

test('it has the size that was asked for, on Fargate', () => {
  expect(definition()).toMatchObject({
    cpu: '512',
    memory: '1024',
    network_mode: 'awsvpc',
    requires_compatibilities: ['FARGATE'],
  });
});

test.each([
  ['x86_64', 'X86_64'],
  ['arm64', 'ARM64'],
] as const)('an image for %s runs on %s', (architecture, cpuArchitecture) => {
  expect(definition({ architecture }).runtime_platform).toEqual({
    operating_system_family: 'LINUX',
    cpu_architecture: cpuArchitecture,
  });
});

test('starting a task and being one are two roles', () => {
  expect(definition()).toMatchObject({ execution_role_arn: 'arn:execution', task_role_arn: 'arn:task' });
});

test('every mounted volume exists', () => {
  const { volume, container_definitions } = definition();
  const [{ mountPoints }] = JSON.parse(String(container_definitions));
  expect(volume).toEqual(
    mountPoints.map(({ sourceVolume }: { sourceVolume: string }) => ({ name: sourceVolume })),
  );
  expect(volume).toHaveLength(3);
});

test('a writable root has no volumes', () => {
  expect(definition({ writableRoot: true }).volume ?? []).toEqual([]);
});

test('the family is never without an active revision', () => {
  expect(definition().lifecycle).toEqual({ create_before_destroy: true });
});
