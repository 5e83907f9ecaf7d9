import type { Environment } from '../environment';

type Home = Pick<Environment, 'app'> & {
  readonly aws: Pick<Environment['aws'], 'region' | 'registryAccount'>;
};

/** Host name of the registry that an environment's images come from. */
export function registryHost({ aws }: Pick<Home, 'aws'>): string {
  return `${aws.registryAccount}.dkr.ecr.${aws.region}.amazonaws.com`;
}

/** The repository that an environment's images are in, as the API of ECR names it. */
export function imageRepository({ app, aws }: Home): {
  readonly registryId: string;
  readonly repositoryName: string;
} {
  return { registryId: aws.registryAccount, repositoryName: app };
}

/** Where a task pulls an image from. */
export function imageAddress(environment: Home, digest: string): string {
  return `${registryHost(environment)}/${imageRepository(environment).repositoryName}@${digest}`;
}
