import { forEachEnvironment } from './for-each-environment';

forEachEnvironment('observability', (stack) => {
  const alarms = () => stack().all('aws_cloudwatch_metric_alarm');

  it('keeps every log group for a stated time, encrypted', () => {
    const groups = stack().all('aws_cloudwatch_log_group');
    expect(groups.length).toBeGreaterThan(3);
    for (const group of groups) {
      expect(group.retention_in_days).toBe(stack().environment.logs.retentionDays);
      expect(String(group.kms_key_id)).toContain('aws_kms_key.');
    }
  });

  it('tells someone when an alarm goes off and when it clears', () => {
    const topics = stack().all('aws_sns_topic');
    for (const alarm of alarms()) {
      const targets = [...(alarm.alarm_actions as string[]), ...(alarm.ok_actions as string[])];
      expect(targets).toHaveLength(2);
      for (const target of targets) {
        const topic = topics.find(({ address }) => target.includes(`${address}.`));
        expect(topic?.provider).toBe(alarm.provider);
      }
      expect(alarm.treat_missing_data).toBeDefined();
      expect(alarm.actions_enabled ?? true).toBe(true);
      expect(String(alarm.alarm_description).length).toBeGreaterThan(20);
    }
  });

  it('watches what the product promises to watch', () => {
    const watched = new Set(alarms().map((alarm) => `${alarm.namespace}/${alarm.metric_name}`));
    const expected = [
      'AWS/ApplicationELB/HTTPCode_Target_5XX_Count',
      'AWS/ApplicationELB/HTTPCode_ELB_5XX_Count',
      'AWS/ApplicationELB/TargetResponseTime',
      'AWS/ApplicationELB/UnHealthyHostCount',
      'AWS/ECS/CPUUtilization',
      'AWS/ECS/MemoryUtilization',
      'AWS/RDS/CPUUtilization',
      'AWS/RDS/FreeStorageSpace',
      'AWS/RDS/FreeableMemory',
      'AWS/RDS/DatabaseConnections',
      'AWS/CertificateManager/DaysToExpiry',
      ...(stack().environment.edge.cdn ? ['AWS/CloudFront/5xxErrorRate'] : []),
      ...(stack().environment.network.nat === 'none' ? [] : ['AWS/NATGateway/ErrorPortAllocation']),
    ];
    expect(expected.filter((metric) => !watched.has(metric))).toEqual([]);
  });

  it('encrypts topics with a key of our own and lets only AWS services of this account publish', () => {
    for (const topic of stack().all('aws_sns_topic')) {
      expect(String(topic.kms_master_key_id)).toContain('aws_kms_key.');
      expect(
        stack()
          .all('aws_sns_topic_policy')
          .filter((policy) => stack().refersTo(policy, topic)),
      ).toHaveLength(1);
    }
    expect(stack().all('aws_sns_topic').length).toBeGreaterThan(0);
  });

  it('draws one dashboard', () => {
    expect(String(stack().only('aws_cloudwatch_dashboard').dashboard_body)).toContain('widgets');
  });
});
