import type { Area } from '../invariant';
import type { Arguments, Stack } from '../stack';
import { statementsOf } from '../statements';

const STATEFUL = [
  'aws_db_instance',
  'aws_s3_bucket',
  'aws_kms_key',
  'aws_route53_zone',
  'aws_ecr_repository',
];

/** Checks the database where one is declared, and else that there is none. */
function ofDatabase(check: (instance: Arguments, stack: Stack) => void): (stack: Stack) => void {
  return (stack) => {
    if (stack.environment.database) return check(stack.only('aws_db_instance'), stack);
    expect(stack.types.filter((type) => type.startsWith('aws_db_'))).toEqual([]);
  };
}

/** What is declared of the database; to be asked where there is one. */
function declared({ environment }: Stack) {
  if (!environment.database) throw new Error(`${environment.name} has no database.`);
  return environment.database;
}

/** Minutes of the day that a window begins and ends at: `02:00-03:00`, `sun:03:30-sun:04:30`. */
function minutes(window: unknown): readonly [number, number] {
  const times = [...String(window).matchAll(/(\d\d):(\d\d)(?=-|$)/g)];
  expect(times).toHaveLength(2);
  const [begin = 0, end = 0] = times.map(([, hour, minute]) => 60 * Number(hour) + Number(minute));
  // Over midnight is not looked into here, so that must not come about unnoticed.
  expect(begin).toBeLessThan(end);
  return [begin, end];
}

export const data: Area = {
  area: 'data',
  claims: {
    'the database is what is declared': ofDatabase((instance, stack) => {
      const { size, storageGb, version, multiAz } = declared(stack);
      expect(instance).toMatchObject({
        engine: 'postgres',
        instance_class: size,
        allocated_storage: storageGb,
        engine_version: version,
        multi_az: multiAz,
      });
      expect(stack.only('aws_db_parameter_group').family).toBe(`postgres${version.split('.')[0]}`);
    }),

    'the database is private, and encrypted with a key of its own': ofDatabase((instance) => {
      expect(instance).toMatchObject({
        publicly_accessible: false,
        storage_encrypted: true,
        kms_key_id: expect.stringContaining('aws_kms_key.'),
        iam_database_authentication_enabled: true,
        ca_cert_identifier: 'rds-ca-rsa2048-g1',
        copy_tags_to_snapshot: true,
      });
    }),

    'minor versions come by themselves unless one is pinned, major ones when they are asked for': ofDatabase(
      (instance, stack) => {
        const { version, upgrade } = declared(stack);
        expect(instance).toMatchObject({
          auto_minor_version_upgrade: !version.includes('.'),
          allow_major_version_upgrade: upgrade === 'major',
        });
      },
    ),

    'nobody here knows the master password': ofDatabase((instance) => {
      expect(instance.manage_master_user_password).toBe(true);
      expect(instance).not.toHaveProperty('password');
      expect(['postgres', 'admin', 'root']).not.toContain(instance.username);
    }),

    'backups are kept as long as declared, and made outside of the maintenance window': ofDatabase(
      (instance, stack) => {
        expect(instance.backup_retention_period).toBe(declared(stack).backupDays);
        const [backup, maintenance] = [minutes(instance.backup_window), minutes(instance.maintenance_window)];
        const [first, second] = backup[0] < maintenance[0] ? [backup, maintenance] : [maintenance, backup];
        expect(first[1]).toBeLessThanOrEqual(second[0]);
      },
    ),

    'the database forces TLS and logs slow statements': ofDatabase((instance, stack) => {
      const parameters = stack.only('aws_db_parameter_group').parameter as { name: string; value: string }[];
      const value = (name: string) => parameters.find((parameter) => parameter.name === name)?.value;
      expect(value('rds.force_ssl')).toBe('1');
      expect(Number(value('log_min_duration_statement'))).toBeGreaterThan(0);
      expect(value('log_statement')).toBeDefined();
      expect(instance.enabled_cloudwatch_logs_exports).toEqual(['postgresql', 'upgrade']);
    }),

    'storage grows by itself as far as declared': ofDatabase((instance, stack) => {
      const { storageGb, maxStorageGb } = declared(stack);
      // RDS has nothing to grow to above its largest size, and refuses a limit that is no more than what is there.
      expect(instance.max_allocated_storage).toBe(maxStorageGb > storageGb ? maxStorageGb : undefined);
    }),

    'the alarm topic hears of failovers and low storage': ofDatabase((_, stack) => {
      const subscriptions = stack.some('aws_db_event_subscription');
      const topics = stack.all('aws_sns_topic');
      for (const subscription of subscriptions) {
        expect(topics.some((topic) => stack.refersTo(subscription, topic))).toBe(true);
      }
      expect(subscriptions.flatMap(({ event_categories }) => event_categories)).toEqual(
        expect.arrayContaining(['failover', 'low storage', 'maintenance', 'failure']),
      );
    }),

    'what holds data is protected as the tier demands': (stack) => {
      const stateful = stack.some(...STATEFUL);
      const prevented = stateful.filter(
        ({ lifecycle }) => (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy,
      );
      expect(prevented).toEqual(stack.environment.removal === 'protect' ? stateful : []);
    },

    'the database goes as the tier and its own protection allow, and leaves what they demand': ofDatabase(
      (instance, stack) => {
        const { removal } = stack.environment;
        expect(instance).toMatchObject({
          deletion_protection: declared(stack).deletionProtection,
          skip_final_snapshot: removal === 'delete',
          delete_automated_backups: removal !== 'protect',
          apply_immediately: removal !== 'protect' || declared(stack).upgrade === 'major',
        });
        expect(instance.final_snapshot_identifier !== undefined).toBe(removal !== 'delete');
      },
    ),

    'a key lets in the services that use it on their own, and no other': (stack) => {
      for (const key of stack.some('aws_kms_key')) {
        const topics = stack.referring('aws_sns_topic', key);
        const subscriptions = topics.flatMap((topic) => stack.referring('aws_db_event_subscription', topic));
        const used = {
          logs: stack.referring('aws_cloudwatch_log_group', key).length > 0,
          cloudwatch: topics.length > 0,
          'events.rds': subscriptions.length > 0,
        };
        const allowed = statementsOf(key.policy)
          .flatMap(({ principals }) => principals)
          .filter((principal) => principal.startsWith('Service:'))
          .map((principal) => principal.replace(/^Service:(logs(?=\.)|.*(?=\.amazonaws\.com$)).*$/, '$1'));
        expect(allowed.sort()).toEqual(
          Object.entries(used)
            .flatMap(([name, uses]) => (uses ? [name] : []))
            .sort(),
        );
      }
    },

    "every key is rotated, and gives time to change one's mind": (stack) => {
      for (const key of stack.some('aws_kms_key')) {
        expect(key).toMatchObject({
          enable_key_rotation: true,
          deletion_window_in_days: 30,
          policy: expect.stringContaining('"Statement"'),
        });
      }
    },
  },
};
