import type {
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse,
  DiscoverPollEndpointRequest,
  DiscoverPollEndpointResponse,
  ListAttributesRequest,
  ListAttributesResponse,
  ListContainerInstancesRequest,
  ListContainerInstancesResponse,
} from '@aws-sdk/client-ecs';
import { ecsArn, nameIn } from './arn';
import { clusterOf } from './find';
import type { RegionRecord } from './state';

/** What clients ask of every cluster. With Fargate alone there are no instances, so the answers are short. */
export const containerInstanceOperations = {
  ListContainerInstances(
    region: RegionRecord,
    input: ListContainerInstancesRequest,
  ): ListContainerInstancesResponse {
    clusterOf(region, input.cluster);
    return { containerInstanceArns: [] };
  },

  DescribeContainerInstances(
    region: RegionRecord,
    input: DescribeContainerInstancesRequest,
  ): DescribeContainerInstancesResponse {
    const cluster = clusterOf(region, input.cluster);
    return {
      containerInstances: [],
      failures: (input.containerInstances ?? []).map((one) => ({
        arn: ecsArn(region, `container-instance/${cluster.name}/${nameIn(one)}`),
        reason: 'MISSING',
      })),
    };
  },

  ListAttributes(region: RegionRecord, input: ListAttributesRequest): ListAttributesResponse {
    clusterOf(region, input.cluster);
    return { attributes: [] };
  },

  /** For agents, of which there are none: AWS's own addresses, as AWS gives them to whoever asks. */
  DiscoverPollEndpoint(
    { region }: RegionRecord,
    _: DiscoverPollEndpointRequest,
  ): DiscoverPollEndpointResponse {
    const address = (name: string) => `https://ecs-${name}-1.${region}.amazonaws.com/`;
    return {
      endpoint: address('a'),
      telemetryEndpoint: address('t'),
      serviceConnectEndpoint: address('sc'),
    };
  },
};
