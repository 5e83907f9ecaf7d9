import { fingerprints, notApplied, rememberApplied } from './applied';
import type { ObjectStore } from '@slipway/tool-release';

/** One bucket, with S3's conditions. */
function bucket(): ObjectStore {
  const objects = new Map<string, string>();
  return {
    list: async () => [...objects.keys()],
    get: async (key) => {
      const body = objects.get(key);
      return body === undefined ? undefined : { body, etag: body, ageSeconds: 0 };
    },
    create: async (key, body) => (objects.has(key) ? undefined : (objects.set(key, body), body)),
    replace: async (key, body, etag) =>
      objects.get(key) === etag ? (objects.set(key, body), body) : undefined,
    remove: async (key) => void objects.delete(key),
  };
}

const stack = (cpu: string, more: object = {}) => ({
  resource: {
    aws_ecs_task_definition: { template: { cpu, '//': { metadata: { path: 'web/template' } } } },
    aws_ecs_service: { web: { name: 'web' } },
    ...more,
  },
});

test('nothing differs from what was just applied', async () => {
  const store = bucket();
  await rememberApplied(store, fingerprints(stack('256')));
  expect(await notApplied(store, fingerprints(stack('256')))).toEqual([]);
});

test('every resource that differs is named with what would become of it', async () => {
  const store = bucket();
  await rememberApplied(store, fingerprints(stack('256', { aws_sqs_queue: { old: {} } })));
  expect(await notApplied(store, fingerprints(stack('512', { aws_sns_topic: { fresh: {} } })))).toEqual([
    'change aws_ecs_task_definition.template',
    'add aws_sns_topic.fresh',
    'remove aws_sqs_queue.old',
  ]);
});

test('a later deploy replaces what an earlier one noted', async () => {
  const store = bucket();
  await rememberApplied(store, fingerprints(stack('256')));
  await rememberApplied(store, fingerprints(stack('512')));
  expect(await notApplied(store, fingerprints(stack('512')))).toEqual([]);
});

test('where a resource stands in the code makes no difference', () => {
  const moved = stack('256');
  moved.resource.aws_ecs_task_definition.template['//'].metadata.path = 'elsewhere';
  expect(fingerprints(moved)).toEqual(fingerprints(stack('256')));
});

test('without a note it says so rather than that all is applied', async () => {
  expect(await notApplied(bucket(), fingerprints(stack('256')))).toEqual([
    'not known: the last deploy left no note of what it applied',
  ]);
});
