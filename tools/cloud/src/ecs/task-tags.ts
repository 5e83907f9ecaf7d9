import type { PropagateTags, Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import type { RegionRecord, ServiceRecord, TaskRecord } from './state';

/** What a service's task is tagged with. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html */
export function taskTags(service: ServiceRecord, record: TaskRecord): void {
  const { region, name } = service.cluster;
  const { propagateTags, enableECSManagedTags } = service.settings;
  const managed = [
    { key: 'aws:ecs:clusterName', value: name },
    { key: 'aws:ecs:serviceName', value: service.name },
  ];
  setTags(region, record.arn, [
    ...propagated(region, { propagateTags, serviceArn: service.arn, definition: record.definition }),
    ...(enableECSManagedTags ? managed : []),
  ]);
}

export function propagated(
  region: RegionRecord,
  {
    propagateTags,
    serviceArn,
    definition,
  }: {
    readonly propagateTags?: PropagateTags;
    readonly serviceArn?: string;
    readonly definition: TaskDefinition;
  },
): Tag[] {
  const from = { SERVICE: serviceArn, TASK_DEFINITION: definition.taskDefinitionArn, NONE: undefined }[
    propagateTags ?? 'NONE'
  ];
  return from === undefined ? [] : [...(region.tags.get(from) ?? [])];
}

export const tagsOf = (region: RegionRecord, arn: string): Tag[] => region.tags.get(arn) ?? [];

/** Nothing is kept of what has none. */
export function setTags(region: RegionRecord, arn: string, tags: readonly Tag[]): void {
  if (tags.length > 0) region.tags.set(arn, [...tags]);
  else region.tags.delete(arn);
}
