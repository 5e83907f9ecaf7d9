import fc from 'fast-check';
import { defineEnvironment } from './define-environment';
import type { EnvironmentSpec } from './environment-spec';
import { FARGATE_CPUS, fargateMemory } from './fargate';
import { EnvironmentError } from './problem';
import { formatCpu, formatMemory, formatStorage } from './size';
import { problemsWith, SAMPLE } from './validation/sample';

const optionalRecord = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.option(fc.record(model, { requiredKeys: [] }), { nil: undefined });

const task = fc.constantFrom(...FARGATE_CPUS).chain((cpu) =>
  fc.record({
    cpu: fc.constant(formatCpu(cpu)),
    memory: fc.option(fc.constantFrom(...fargateMemory(cpu)).map(formatMemory), { nil: undefined }),
  }),
);

const scaling = fc
  .record({
    min: fc.integer({ min: 2, max: 50 }),
    more: fc.nat(50),
    cpuPercent: fc.integer({ min: 10, max: 90 }),
  })
  .map(({ min, more, cpuPercent }) => ({ min, max: min + more, cpuPercent }));

const database = fc
  .record({
    storageGb: fc.integer({ min: 20, max: 30000 }),
    version: fc.constantFrom('14', '15.15', '16', '17', '17.9', '18'),
    multiAz: fc.boolean(),
    backupDays: fc.integer({ min: 7, max: 35 }),
  })
  .map(({ storageGb, ...rest }) => ({
    storage: formatStorage(storageGb),
    maxStorage: formatStorage(2 * storageGb),
    ...rest,
  }));

/** Specs that nothing is wrong with. */
const validSpec: fc.Arbitrary<EnvironmentSpec> = fc.record(
  {
    app: fc.stringMatching(/^acme(-[a-z0-9]{1,5}){0,2}$/),
    name: fc.stringMatching(/^e[a-z0-9]{1,11}$/),
    aws: fc.constant(SAMPLE.aws),
    domain: fc.record({ name: fc.domain().map((name) => `acme.${name.slice(-50).replace(/^[.-]+/, '')}`) }),
    tier: fc.constantFrom('production', 'staging', 'disposable'),
    network: optionalRecord({
      cidr: fc.nat(255).map((second) => `10.${second}.0.0/16`),
      zones: fc.constantFrom<2 | 3 | readonly string[]>(2, 3, ['a', 'c']),
      nat: fc.constantFrom('none', 'one', 'per-zone'),
    }),
    database: fc.oneof(database, fc.constant(false as const)),
    services: fc.record({ task, scaling }).map(({ task: size, ...rest }) => ({ web: { ...size, ...rest } })),
    edge: optionalRecord({ cdn: fc.constant(true), assets: fc.boolean(), firewall: fc.boolean() }),
    bastion: fc.boolean(),
  },
  { requiredKeys: ['app', 'name', 'aws', 'domain'] },
);

describe('defineEnvironment', () => {
  test('takes every valid spec, and gives the same environment every time', () => {
    fc.assert(
      fc.property(validSpec, (spec) => {
        const environment = defineEnvironment(spec);
        expect(defineEnvironment(structuredClone(spec))).toEqual(environment);
        expect(environment).toMatchObject({ app: spec.app, name: spec.name });
        expect(JSON.stringify(environment)).not.toMatch(/null|NaN/);
      }),
    );
  });

  test('says in its title which environment it is about', () => {
    expect(() => defineEnvironment({ ...SAMPLE, bastion: true, app: 'x' })).toThrow(
      /^Environment sample: 1 problem/,
    );
  });

  test.each([5, '', undefined, null])('whose name is %j has a title without one', (name) => {
    const spec = { ...SAMPLE, name } as unknown as EnvironmentSpec;
    expect(() => defineEnvironment(spec)).toThrow(/^Environment: 1 problem/);
  });

  test('keeps what has no default only where it is written', () => {
    const web = { command: ['node', 'server.js'], release: ['node', 'migrate.js'] };
    expect(defineEnvironment({ ...SAMPLE, services: { web } }).services.web).toMatchObject(web);
    const plain = defineEnvironment(SAMPLE).services.web;
    expect(plain).not.toHaveProperty('command');
    expect(plain).not.toHaveProperty('release');
  });

  test.each<[NonNullable<EnvironmentSpec['network']>['zones'], string]>([
    [2, 'ab'],
    [3, 'abc'],
    [['a', 'c'], 'ac'],
  ])('%j zones are those of the region', (zones, letters) => {
    const { network } = defineEnvironment({ ...SAMPLE, network: { zones } });
    expect(network.zones).toEqual([...letters].map((letter) => `eu-west-1${letter}`));
  });
});

/** Faults that have nothing to do with each other: by the path that is told, where to put what. */
const FAULTS: { readonly [subject: string]: readonly [path: readonly string[], value: unknown] } = {
  app: [['app'], 'Acme'],
  name: [['name'], 'default'],
  tier: [['tier'], 'prod'],
  teir: [['teir'], 'staging'],
  'aws.account': [['aws', 'account'], 222222222222],
  'aws.region': [['aws', 'region'], 'eu-west-1a'],
  'domain.name': [['domain', 'name'], 'https://acme.example'],
  'domain.zone.id': [['domain', 'zone'], {}],
  'network.cidr': [['network', 'cidr'], '8.8.0.0/16'],
  'network.zones': [['network', 'zones'], ['a']],
  'network.nat': [['network', 'nat'], 'two'],
  'database.size': [['database', 'size'], 'micro'],
  'database.maxStorage': [['database', 'maxStorage'], '20 GB'],
  'database.version': [['database', 'version'], '17.1'],
  'database.backupDays': [['database', 'backupDays'], 40],
  'database.multiAZ': [['database', 'multiAZ'], true],
  'services.worker': [['services', 'worker'], {}],
  'services.web.memory': [['services', 'web', 'memory'], '8 GB'],
  'services.web.port': [['services', 'web', 'port'], 80],
  'services.web.environment.TOKEN': [['services', 'web', 'environment', 'TOKEN'], 'x'],
  'services.web.environment.PORT': [['services', 'web', 'environment', 'PORT'], '3000'],
  'services.web.environment.DEPTH': [['services', 'web', 'environment', 'DEPTH'], 5],
  'services.web.scaling.max': [['services', 'web', 'scaling'], { min: 5, max: 4 }],
  'services.web.healthCheck.path': [['services', 'web', 'healthCheck', 'path'], 'healthz'],
  'edge.firewall': [['edge'], { cdn: false, firewall: true }],
  'logs.retentionDays': [['logs', 'retentionDays'], 31],
  'alerts.emails[1]': [
    ['alerts', 'emails'],
    ['a@acme.example', 'b'],
  ],
  bastion: [['bastion'], 'yes'],
};

function withValue(target: unknown, [key = '', ...rest]: readonly string[], value: unknown): object {
  const object = typeof target === 'object' ? target : {};
  const child: unknown = object ? Reflect.get(object, key) : undefined;
  return { ...object, [key]: rest.length === 0 ? value : withValue(child, rest, value) };
}

describe('several faults', () => {
  test('are all told at once, each once', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(FAULTS), { minLength: 1 }), (subjects) => {
        const spec = subjects.reduce<object>((broken, subject) => {
          const [path, value] = FAULTS[subject] ?? [[], undefined];
          return withValue(broken, path, value);
        }, SAMPLE);
        const told = problemsWith(spec).map(({ subject }) => subject);
        expect(told.toSorted()).toEqual(subjects.toSorted());
      }),
    );
  });
});

describe('whatever is thrown at it', () => {
  const junk = fc.oneof(fc.anything(), fc.jsonValue());
  const place = fc.constantFrom(...Object.values(FAULTS).map(([path]) => path));
  const junkSomewhere = fc
    .array(fc.tuple(place, junk), { maxLength: 4 })
    .map((spoilt) => spoilt.reduce<object>((spec, [path, value]) => withValue(spec, path, value), SAMPLE));

  test('is either an environment or problems in our own words', () => {
    fc.assert(
      fc.property(fc.oneof(junk, junkSomewhere), (spec) => {
        for (const problem of problemsWith(spec)) {
          const { subject, got, allowed, fix } = problem;
          expect([subject, got, allowed, fix].every((part) => part.length > 0)).toBe(true);
          expect(`${allowed} ${fix}`).not.toMatch(/Invalid input|Unrecognized|expected|received|undefined/);
        }
      }),
    );
  });

  test('that is an error of something else is not swallowed', () => {
    const trap = new Proxy(SAMPLE, {
      get: () => {
        throw new RangeError('not ours');
      },
    });
    expect(() => problemsWith(trap)).toThrow(new RangeError('not ours'));
    expect(() => defineEnvironment({ ...SAMPLE, app: '' })).toThrow(EnvironmentError);
  });
});
