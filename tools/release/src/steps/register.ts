import { imageAddress, secretVersionArn, taskFamily } from '@slipway/core';
import { taskDefinitionFor } from '../aws/task-definition';
import type { ReleaseRecord } from '../record/release-record';
import type { Template } from '../aws/template';
import type { ReleaseRun } from '../engine/release-run';
import type { ReleaseRequest } from '../engine/request';
import { configFor } from './secret-problems';

/** Registers what each service is to run, and records it before anything runs it: whoever settles finds it there. */
export async function register(
  run: ReleaseRun,
  request: Pick<ReleaseRequest, 'configOf'>,
  templates: ReadonlyMap<string, Template>,
): Promise<ReleaseRecord> {
  const { environment, clients, secrets } = run.place;
  const ecs = await clients.ecs();
  // What others have set in the plain parameters gets a version of its own first: a task definition names nothing else.
  const look = await secrets.settle();
  const config = configFor(request, look);
  // That takes calls, and a run that slept in one of them is to register nothing.
  await run.prove();
  const { images, version, commit } = run.record;
  const registered = await Promise.all(
    [...templates].map(async ([service, template]) => {
      const versions = Object.entries(config[service] ?? {});
      const input = taskDefinitionFor(template.definition, template.tags, {
        family: taskFamily(environment, service),
        container: service,
        image: imageAddress(environment, images[service] ?? ''),
        version,
        commit: commit?.sha,
        parameters: Object.fromEntries(
          versions.map(([name, number]) => [name, secretVersionArn(environment, service, name, number)]),
        ),
      });
      const { taskDefinition } = await ecs.registerTaskDefinition(input);
      return {
        template: [service, template.arn] as const,
        definition: [service, taskDefinition?.taskDefinitionArn ?? ''] as const,
        config: [service, Object.fromEntries(versions)] as const,
      };
    }),
  );
  return run.update({
    templates: Object.fromEntries(registered.map(({ template }) => template)),
    taskDefinitions: Object.fromEntries(registered.map(({ definition }) => definition)),
    config: Object.fromEntries(registered.map((one) => one.config)),
    configChange: look.change.number,
  });
}
