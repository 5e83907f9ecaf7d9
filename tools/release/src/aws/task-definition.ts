import type {
  ContainerDefinition,
  KeyValuePair,
  RegisterTaskDefinitionCommandInput,
  Secret,
  Tag,
  TaskDefinition,
} from '@aws-sdk/client-ecs';

/** What a release puts into the copy of a template. */
export interface TaskDefinitionRelease {
  /** Family that is registered: `<app>-<env>-<service>`. */
  readonly family: string;
  /** Container that gets image, variables and secrets: the service's name. */
  readonly container: string;
  /** With its digest: `<registry>/<app>@sha256:…`. */
  readonly image: string;
  /** 12 for v12. */
  readonly version: number;
  /** 40 hex digits. @default the image was not built from a commit */
  readonly commit?: string;
  /** Variable to the ARN of the parameter that fills it when a task starts. */
  readonly parameters: { readonly [variable: string]: string };
}

/** What DescribeTaskDefinition tells about a revision and RegisterTaskDefinition does not take. */
type ReadOnly =
  | 'taskDefinitionArn'
  | 'revision'
  | 'status'
  | 'requiresAttributes'
  | 'compatibilities'
  | 'registeredAt'
  | 'deregisteredAt'
  | 'deleteRequestedAt'
  | 'registeredBy';

/**
 * The template's newest revision as a release registers it. Whatever AWS takes at registration is kept, also what AWS
 * adds later: only what is known to be read-only is left out.
 *
 * A parameter wins over a variable or secret of the same name in the template, since it is the one that can be changed
 * without an apply; ECS refuses a name that is both.
 */
export function taskDefinitionFor(
  template: TaskDefinition,
  templateTags: readonly Tag[],
  release: TaskDefinitionRelease,
): RegisterTaskDefinitionCommandInput {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    registeredBy: _registeredBy,
    ...kept
  } = template;
  const shape: Omit<TaskDefinition, ReadOnly> = kept;
  return {
    ...shape,
    family: release.family,
    containerDefinitions: (template.containerDefinitions ?? []).map((container) =>
      container.name === release.container ? released(container, release) : container,
    ),
    tags: tagsOf(templateTags, release),
  };
}

function released(container: ContainerDefinition, release: TaskDefinitionRelease): ContainerDefinition {
  const { image, version, commit, parameters } = release;
  const own = { RELEASE_VERSION: `v${version}`, ...(commit !== undefined && { RELEASE_COMMIT: commit }) };
  const secrets = new Map((container.secrets ?? []).map((secret) => [secret.name, secret]));
  for (const [name, valueFrom] of Object.entries(parameters)) secrets.set(name, { name, valueFrom });
  for (const name of Object.keys(own)) secrets.delete(name);
  const environment = new Map((container.environment ?? []).map((variable) => [variable.name, variable]));
  for (const name of secrets.keys()) environment.delete(name);
  for (const [name, value] of Object.entries(own)) environment.set(name, { name, value });
  return {
    ...container,
    image,
    environment: sorted<KeyValuePair>(environment.values()),
    secrets: sorted<Secret>(secrets.values()),
  };
}

function tagsOf(template: readonly Tag[], { version, commit }: TaskDefinitionRelease): Tag[] {
  const own: Tag[] = [
    { key: 'slipway:release', value: `v${version}` },
    ...(commit === undefined ? [] : [{ key: 'slipway:commit', value: commit }]),
  ];
  // AWS's own tags come with what they describe and cannot be given.
  const kept = template.filter(({ key }) => !key?.startsWith('aws:') && !own.some((tag) => tag.key === key));
  return [...kept, ...own];
}

function sorted<T extends { readonly name?: string | undefined }>(items: Iterable<T>): T[] {
  return [...items].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}
