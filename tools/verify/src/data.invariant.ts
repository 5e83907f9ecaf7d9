import { forEachEnvironment } from './for-each-environment';

const STATEFUL = [
  'aws_db_instance',
  'aws_s3_bucket',
  'aws_kms_key',
  'aws_route53_zone',
  'aws_ecr_repository',
];

forEachEnvironment('data', (stack) => {
  const database = () => stack().only('aws_db_instance');

  it('keeps the database private and encrypted with a key of its own', () => {
    expect(database()).toMatchObject({
      publicly_accessible: false,
      storage_encrypted: true,
      kms_key_id: expect.stringContaining('aws_kms_key.'),
      iam_database_authentication_enabled: true,
      ca_cert_identifier: 'rds-ca-rsa2048-g1',
      copy_tags_to_snapshot: true,
      auto_minor_version_upgrade: true,
    });
    expect(database().allow_major_version_upgrade ?? false).toBe(false);
  });

  it('never knows the master password', () => {
    expect(database().manage_master_user_password).toBe(true);
    expect(database()).not.toHaveProperty('password');
    expect(['postgres', 'admin', 'root']).not.toContain(database().username);
  });

  it('backs up for at least a week, outside of the maintenance window', () => {
    expect(database().backup_retention_period).toBeGreaterThanOrEqual(7);
    expect(database().backup_window).toBeDefined();
    expect(database().maintenance_window).toBeDefined();
    expect(String(database().maintenance_window)).not.toContain(String(database().backup_window));
  });

  it('forces TLS and logs slow statements', () => {
    const parameters = stack().only('aws_db_parameter_group').parameter as { name: string; value: string }[];
    const value = (name: string) => parameters.find((parameter) => parameter.name === name)?.value;
    expect(value('rds.force_ssl')).toBe('1');
    expect(Number(value('log_min_duration_statement'))).toBeGreaterThan(0);
    expect(value('log_statement')).toBeDefined();
    expect(database().enabled_cloudwatch_logs_exports).toEqual(
      expect.arrayContaining(['postgresql', 'upgrade']),
    );
  });

  it('grows its storage by itself', () => {
    expect(Number(database().max_allocated_storage)).toBeGreaterThan(Number(database().allocated_storage));
  });

  it('tells the alarm topic of failovers and low storage', () => {
    const subscriptions = stack().all('aws_db_event_subscription');
    const topics = stack().all('aws_sns_topic');
    for (const subscription of subscriptions) {
      expect(topics.some((topic) => stack().refersTo(subscription, topic))).toBe(true);
    }
    expect(subscriptions.flatMap(({ event_categories }) => event_categories)).toEqual(
      expect.arrayContaining(['failover', 'low storage', 'maintenance', 'failure']),
    );
  });

  it('holds on to data as the tier demands', () => {
    const stateful = stack().all(...STATEFUL);
    expect(stateful.length).toBeGreaterThan(3);
    const prevented = stateful.filter(
      (resource) => (resource.lifecycle as { prevent_destroy?: boolean })?.prevent_destroy,
    );
    const { removal } = stack().environment;
    expect(prevented).toHaveLength(removal === 'protect' ? stateful.length : 0);
    expect(database().deletion_protection).toBe(removal !== 'delete');
    expect(database().skip_final_snapshot).toBe(removal === 'delete');
    if (removal !== 'delete') expect(database().final_snapshot_identifier).toBeDefined();
    if (removal === 'protect') {
      expect(database()).toMatchObject({
        delete_automated_backups: false,
        apply_immediately: false,
        multi_az: true,
      });
    }
  });

  it('hardens every bucket', () => {
    const buckets = stack().all('aws_s3_bucket');
    expect(buckets.length).toBeGreaterThan(0);
    for (const bucket of buckets) {
      const belonging = (type: string) =>
        stack()
          .all(type)
          .filter((resource) => stack().refersTo(resource, bucket));
      expect(belonging('aws_s3_bucket_public_access_block')).toEqual([
        expect.objectContaining({
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        }),
      ]);
      expect(belonging('aws_s3_bucket_versioning')).toHaveLength(1);
      expect(belonging('aws_s3_bucket_server_side_encryption_configuration')).toHaveLength(1);
      expect(JSON.stringify(belonging('aws_s3_bucket_lifecycle_configuration'))).toContain(
        'abort_incomplete_multipart_upload',
      );
      expect(stack().text).toContain('aws:SecureTransport');
      expect(belonging('aws_s3_bucket_policy')).toHaveLength(1);
    }
  });

  it("rotates every key and gives time to change one's mind", () => {
    const keys = stack().all('aws_kms_key');
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toMatchObject({
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        policy: expect.anything(),
      });
    }
  });
});
