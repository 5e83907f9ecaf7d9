import type {
  CapacityProvider,
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse,
} from '@aws-sdk/client-ecs';
import { ecsArn, nameIn } from './arn';
import { invalidParameter } from './ecs-error';
import { page } from './page';
import type { RegionRecord } from './state';

const PROVIDERS = ['FARGATE', 'FARGATE_SPOT'];

/** @throws EcsError for any but Fargate's two */
export function checkProviders(names: readonly string[] = []): void {
  if (names.some((name) => !PROVIDERS.includes(nameIn(name)))) {
    throw invalidParameter(
      'The specified capacity provider was not found. Specify a valid name or ARN and try again.',
    );
  }
}

export const capacityProviderOperations = {
  DescribeCapacityProviders(
    region: RegionRecord,
    input: DescribeCapacityProvidersRequest,
  ): DescribeCapacityProvidersResponse {
    const asked = (input.capacityProviders?.length ?? 0) > 0 ? (input.capacityProviders ?? []) : PROVIDERS;
    const { items, nextToken } = page({
      list: 'DescribeCapacityProviders',
      all: asked,
      key: (name) => name,
      request: input,
      size: 10,
    });
    const arn = (name: string) => ecsArn(region, `capacity-provider/${nameIn(name)}`);
    return {
      capacityProviders: items
        .filter((name) => PROVIDERS.includes(nameIn(name)))
        .map((name): CapacityProvider => ({
          capacityProviderArn: arn(name),
          name: nameIn(name),
          status: 'ACTIVE',
          type: nameIn(name) === 'FARGATE' ? 'FARGATE' : 'FARGATE_SPOT',
          tags: [],
        })),
      failures: items
        .filter((name) => !PROVIDERS.includes(nameIn(name)))
        .map((name) => ({ arn: arn(name), reason: 'MISSING' })),
      nextToken,
    };
  },
};
