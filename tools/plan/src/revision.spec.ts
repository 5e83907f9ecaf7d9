import fc from 'fast-check';
import { fromTo } from './differences';
import type { ChangeJson } from './plan-json';
import { renderSummary } from './render';
import { summarize } from './summarize';

const CONTAINER = {
  name: 'web',
  image: 'placeholder.invalid/none:none',
  memory: 512,
  portMappings: [{ containerPort: 3000, protocol: 'tcp' }],
  environment: [
    { name: 'GREETING', value: 'hello' },
    { name: 'PORT', value: '3000' },
  ],
  secrets: [{ name: 'DATABASE_PASSWORD', valueFrom: 'arn:aws:secretsmanager:a:password::' }],
};

/** What ECS answers beyond what was registered. */
const STORED = {
  ...CONTAINER,
  cpu: 0,
  mountPoints: [],
  volumesFrom: [],
  systemControls: [],
  portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: 'tcp' }],
};

interface Shape {
  readonly cpu?: string;
  readonly memory?: string;
  readonly container?: object;
  readonly more?: Partial<ChangeJson>;
  readonly tags?: object;
}

/** As Terraform plans it for a task definition, whose every change forces another revision. */
function plan({ cpu = '256', memory = '512', container = {}, more = {}, tags = {} }: Shape) {
  const shape = { family: 'acme-web-template', arn: 'arn:1', id: 'acme', revision: 3 };
  const containers = (one: object) => JSON.stringify([one]);
  const before = {
    ...shape,
    cpu: '256',
    memory: '512',
    tags: {},
    tags_all: {},
    container_definitions: containers(STORED),
  };
  const { arn: _arn, id: _id, revision: _revision, ...kept } = before;
  const after = {
    ...kept,
    cpu,
    memory,
    tags,
    tags_all: tags,
    container_definitions: containers({ ...CONTAINER, ...container }),
  };
  return {
    resource_changes: [
      {
        address: 'aws_ecs_task_definition.web-template',
        type: 'aws_ecs_task_definition',
        name: 'web-template',
        mode: 'managed' as const,
        action_reason: 'replace_because_cannot_update',
        change: {
          actions: ['create', 'delete'],
          before,
          after,
          after_unknown: { arn: true, id: true, revision: true },
          replace_paths: [['container_definitions'], ['cpu']],
          ...more,
        },
      },
    ],
  };
}

const details = (shape: Shape) => summarize(plan(shape)).changes[0]?.details;

it('a new revision is an update, and nothing of it is red', () => {
  const { environment } = CONTAINER;
  const summary = summarize(
    plan({ cpu: '512', container: { environment: [...environment, { name: 'NEW', value: 'x' }] } }),
  );

  expect(summary.counts).toMatchObject({ replace: 0, destroy: 0, update: 1 });
  expect(renderSummary(summary, { color: false, columns: 100 })).toBe(`Plan: 1 changed.

Changed
  ~   aws_ecs_task_definition.web-template  a new revision
        web: variable NEW: (none) → "x"
        cpu: "256" → "512"`);
});

it.each<[string, Shape, readonly string[]]>([
  [
    'variables, each by its name',
    {
      container: {
        environment: [
          { name: 'GREETING', value: 'bye' },
          { name: 'NEW', value: 'x' },
        ],
      },
    },
    [
      'web: variable GREETING: "hello" → "bye"',
      'web: variable NEW: (none) → "x"',
      'web: variable PORT: "3000" → (none)',
    ],
  ],
  [
    'secrets, without a word of where they are',
    { container: { secrets: [{ name: 'TOKEN', valueFrom: 'arn:b' }] } },
    ['web: secret DATABASE_PASSWORD: removed', 'web: secret TOKEN: new'],
  ],
  [
    'a secret that is another',
    { container: { secrets: [{ name: 'DATABASE_PASSWORD', valueFrom: 'arn:b' }] } },
    ['web: secret DATABASE_PASSWORD: comes from elsewhere'],
  ],
  [
    'sizes',
    { cpu: '512', memory: '1024', container: { memory: 1024 } },
    ['web: memory: 512 → 1024', 'cpu: "256" → "512"', 'memory: "512" → "1024"'],
  ],
  [
    'a port',
    { container: { portMappings: [{ containerPort: 4000, protocol: 'tcp' }] } },
    ['web: portMappings[0].containerPort: 3000 → 4000'],
  ],
  ['a command', { container: { command: ['node', 'x.js'] } }, ['web: command: (none) → ["node","x.js"]']],
  ['a container', { container: { name: 'worker' } }, ['container web: removed', 'container worker: new']],
  ['tags, once', { tags: { team: 'a' } }, ['tags: {} → {"team":"a"}']],
  ['nothing of what AWS filled in', {}, []],
  [
    'nothing that is not known yet, or another word for nothing',
    {
      more: {
        before: {
          ipc_mode: '',
          tags: {},
          fault: false,
          volume: [{ launch: false, name: 'tmp' }],
          role: 'arn:a',
        },
        after: { ipc_mode: null, tags: null, volume: [{ name: 'tmp' }] },
        after_unknown: { fault: true, volume: [{ launch: true }], role: true },
        replace_paths: [['role']],
      },
    },
    ['role: "arn:a" → (known after apply)'],
  ],
])('says what differs: %s', (_, shape, lines) => {
  expect(details(shape)).toEqual(lines);
});

it('says the part of a long value that differs', () => {
  const url = `https://${'long.'.repeat(20)}example/`;
  const set = (value: string) => ({ environment: [...CONTAINER.environment, { name: 'URL', value }] });
  const before = { container_definitions: JSON.stringify([{ ...STORED, ...set(`${url}a`) }]) };

  const line = details({ container: set(`${url}b`), more: { before } as never })?.find((text) =>
    text.includes('URL'),
  );
  expect(line).toMatch(/^web: variable URL: …\S+a" → …\S+b"$/);
});

it('never shows what is secret, and says what is not known yet', () => {
  const secret = { before_sensitive: { container_definitions: true }, after_sensitive: {} };
  expect(details({ container: { command: ['hunter2'] }, more: secret })?.join()).not.toContain('hunter2');
  const unknown = { after_unknown: { container_definitions: true }, after: { cpu: '256', memory: '512' } };
  expect(details({ more: unknown as never })?.[0]).toBe(
    'what its containers get is known only after the apply',
  );
});

it('one that ends is still destroyed, and another type still replaced', () => {
  const [change] = plan({}).resource_changes;
  const counts = (more: object, actions = ['create', 'delete']) =>
    summarize({ resource_changes: [{ ...change!, ...more, change: { ...change!.change, actions } }] }).counts;

  expect(counts({}, ['delete'])).toMatchObject({ destroy: 1, update: 0 });
  expect(counts({ type: 'aws_lb_target_group' })).toMatchObject({ replace: 1, update: 0 });
});

it('two values never look the same on both sides, and fit on a line', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string({ maxLength: 200 }), (a, b, shared) => {
      fc.pre(a !== b);
      const [from, to] = [shared + a, shared + b];
      expect(fromTo(from, to)).not.toBe(fromTo(to, from));
      expect(fromTo(from, to).length).toBeLessThanOrEqual(2 * 60 + 3);
    }),
  );
});
