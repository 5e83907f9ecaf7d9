import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
} from '@aws-sdk/client-ecs';
import { nameIn } from './arn';
import { EcsError, given, invalidParameter } from './ecs-error';
import { findDefinition } from './find';
import type { RegionRecord } from './state';
import { setTags, tagsOf } from './task-tags';

export const tagOperations = {
  TagResource(region: RegionRecord, input: TagResourceRequest): TagResourceResponse {
    const arn = taggable(region, input.resourceArn);
    const added = given(input.tags, 'Tags can not be null.');
    const keys = new Set(added.map(({ key }) => key));
    setTags(region, arn, [...tagsOf(region, arn).filter(({ key }) => !keys.has(key)), ...added]);
    return {};
  },

  UntagResource(region: RegionRecord, input: UntagResourceRequest): UntagResourceResponse {
    const arn = taggable(region, input.resourceArn);
    const gone = new Set(given(input.tagKeys, 'TagKeys can not be null.'));
    setTags(
      region,
      arn,
      tagsOf(region, arn).filter(({ key }) => !gone.has(key ?? '')),
    );
    return {};
  },

  ListTagsForResource(region: RegionRecord, input: ListTagsForResourceRequest): ListTagsForResourceResponse {
    return { tags: tagsOf(region, taggable(region, input.resourceArn)) };
  },
};

/** @throws EcsError for what is not there */
function taggable(region: RegionRecord, resourceArn: string | undefined): string {
  const arn = given(resourceArn, 'ResourceArn can not be blank.');
  const [kind = '', clusterName = ''] = arn.split(':').slice(5).join(':').split('/');
  const cluster = region.clusters.get(clusterName);
  switch (kind) {
    case 'cluster':
      if (cluster?.arn === arn) return arn;
      throw new EcsError('ClusterNotFoundException', 'Cluster not found.');
    case 'service':
      if (cluster?.services.get(nameIn(arn))?.arn === arn) return arn;
      throw new EcsError('ServiceNotFoundException', 'Service not found.');
    case 'task':
      if (cluster?.tasks.get(nameIn(arn))?.arn === arn) return arn;
      break;
    case 'task-definition':
      if (findDefinition(region, arn)) return arn;
      break;
  }
  throw invalidParameter('The specified resource was not found. Specify a valid resource ARN and try again.');
}
