import { imageAddress, taskFamily } from '@slipway/core';
import { taskDefinitionFor } from '../aws/task-definition';
import type { ReleaseRecord } from '../record/release-record';
import type { ServiceInput } from './prepare';
import type { ReleaseRun } from '../engine/release-run';

/** Registers what each service is to run, and records it before anything runs it: whoever settles finds it there. */
export async function register(
  run: ReleaseRun,
  inputs: ReadonlyMap<string, ServiceInput>,
): Promise<ReleaseRecord> {
  const { environment, clients } = run.place;
  const ecs = await clients.ecs();
  const { images, version, commit } = run.record;
  const registered = await Promise.all(
    [...inputs].map(async ([service, { template, parameters }]) => {
      const input = taskDefinitionFor(template.definition, template.tags, {
        family: taskFamily(environment, service),
        container: service,
        image: imageAddress(environment, images[service] ?? ''),
        version,
        commit: commit?.sha,
        parameters: Object.fromEntries(parameters.map(({ name, arn }) => [name, arn])),
      });
      const { taskDefinition } = await ecs.registerTaskDefinition(input);
      return {
        template: [service, template.arn] as const,
        definition: [service, taskDefinition?.taskDefinitionArn ?? ''] as const,
        config: [service, Object.fromEntries(parameters.map((one) => [one.name, one.version]))] as const,
      };
    }),
  );
  return run.update({
    templates: Object.fromEntries(registered.map(({ template }) => template)),
    taskDefinitions: Object.fromEntries(registered.map(({ definition }) => definition)),
    config: Object.fromEntries(registered.map(({ config }) => config)),
  });
}
