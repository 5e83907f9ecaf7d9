import { physicalName, type Environment } from '@slipway/core';

/** Names that the platform gave to what a release works on. */
export function clusterOf(environment: Environment): string {
  return physicalName('cluster', environment);
}

export function familyOf(environment: Environment, service: string): string {
  return physicalName('task-family', environment, service);
}

export function templateFamilyOf(environment: Environment, service: string): string {
  return physicalName('task-family', environment, service, 'template');
}

/** Address of an image in the account's registry: the repository is named like the app. */
export function imageOf({ app, aws }: Environment, digest: string): string {
  const suffix = aws.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${aws.registryAccount}.dkr.ecr.${aws.region}.${suffix}/${app}@${digest}`;
}

/** The repository that an environment's images are in. */
export function repositoryOf({ app, aws }: Pick<Environment, 'app' | 'aws'>) {
  return { registryId: aws.registryAccount, repositoryName: app };
}

/** The service whose release command runs and whose address users type, else the first. */
export function commandService({ services }: Environment): string | undefined {
  return 'web' in services ? 'web' : Object.keys(services)[0];
}
