import type {
  ElasticLoadBalancingV2,
  Listener,
  LoadBalancer,
  TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  BalancerModel,
  DeclaredBalancer,
  DeclaredGroup,
  DeclaredListener,
  DeclaredRule,
} from './balancer-model';

/** The calls that the model is read with. */
export type BalancerReader = Pick<
  ElasticLoadBalancingV2,
  | 'describeLoadBalancers'
  | 'describeLoadBalancerAttributes'
  | 'describeListeners'
  | 'describeRules'
  | 'describeTargetGroups'
  | 'describeTargetGroupAttributes'
>;

/** Application load balancers only. What a group or balancer does not say has AWS's default. */
export async function readModel(api: BalancerReader): Promise<BalancerModel> {
  const found = await all(async (Marker) => {
    const { LoadBalancers, NextMarker } = await api.describeLoadBalancers({ Marker });
    return [LoadBalancers, NextMarker];
  });
  const balancers = await Promise.all(
    found.filter(({ Type }) => Type === 'application').map((balancer) => readBalancer(api, balancer)),
  );
  const groups = await all(async (Marker) => {
    const { TargetGroups, NextMarker } = await api.describeTargetGroups({ Marker });
    return [TargetGroups, NextMarker];
  });
  const isAddressed = ({ TargetType }: TargetGroup) => TargetType === 'ip';
  const used = new Set(balancers.flatMap(({ listeners }) => listeners.flatMap(forwardedTo)));
  return {
    balancers,
    groups: await Promise.all(
      groups.filter(isAddressed).map((group) => readGroup(api, group, used.has(group.TargetGroupArn ?? ''))),
    ),
    otherGroups: groups
      .filter((group) => !isAddressed(group))
      .map(({ TargetGroupArn }) => TargetGroupArn ?? ''),
  };
}

async function readBalancer(api: BalancerReader, balancer: LoadBalancer): Promise<DeclaredBalancer> {
  const { LoadBalancerArn, LoadBalancerName: name = '', DNSName: dnsName = '' } = balancer;
  const { Attributes } = await api.describeLoadBalancerAttributes({ LoadBalancerArn });
  const attribute = attributes(Attributes);
  const forwardedFor = attribute('routing.http.xff_header_processing.mode', 'append');
  const listeners = await all(async (Marker) => {
    const { Listeners, NextMarker } = await api.describeListeners({ LoadBalancerArn, Marker });
    return [Listeners, NextMarker];
  });
  return {
    arn: LoadBalancerArn ?? '',
    name,
    dnsName,
    idleTimeoutSeconds: Number(attribute('idle_timeout.timeout_seconds', '60')),
    dropInvalidHeaders: attribute('routing.http.drop_invalid_header_fields.enabled', 'false') === 'true',
    forwardedFor: forwardedFor === 'preserve' || forwardedFor === 'remove' ? forwardedFor : 'append',
    listeners: await Promise.all(listeners.map((listener) => readListener(api, listener))),
  };
}

async function readListener(api: BalancerReader, listener: Listener): Promise<DeclaredListener> {
  const { ListenerArn, Protocol, Port = 80, DefaultActions = [] } = listener;
  const rules = await all(async (Marker) => {
    const { Rules, NextMarker } = await api.describeRules({ ListenerArn, Marker });
    return [Rules, NextMarker];
  });
  const declared: readonly DeclaredRule[] = [...rules]
    .filter(({ Priority }) => Priority !== 'default')
    .sort((a, b) => Number(a.Priority) - Number(b.Priority))
    .map(({ Conditions = [], Actions = [] }) => ({ conditions: Conditions, actions: Actions }));
  return {
    arn: ListenerArn ?? '',
    protocol: Protocol === 'HTTPS' ? 'HTTPS' : 'HTTP',
    port: Port,
    rules: [...declared, { conditions: [], actions: DefaultActions }],
  };
}

async function readGroup(api: BalancerReader, group: TargetGroup, inUse: boolean): Promise<DeclaredGroup> {
  const { TargetGroupArn } = group;
  const { Attributes } = await api.describeTargetGroupAttributes({ TargetGroupArn });
  const attribute = attributes(Attributes);
  return {
    arn: TargetGroupArn ?? '',
    port: group.Port ?? 80,
    inUse,
    check: {
      port: group.HealthCheckPort ?? 'traffic-port',
      path: group.HealthCheckPath ?? '/',
      codes: group.Matcher?.HttpCode ?? '200',
      intervalSeconds: group.HealthCheckIntervalSeconds ?? 30,
      timeoutSeconds: group.HealthCheckTimeoutSeconds ?? 5,
      healthyThreshold: group.HealthyThresholdCount ?? 5,
      unhealthyThreshold: group.UnhealthyThresholdCount ?? 2,
    },
    deregistrationDelaySeconds: Number(attribute('deregistration_delay.timeout_seconds', '300')),
    leastOutstanding:
      attribute('load_balancing.algorithm.type', 'round_robin') === 'least_outstanding_requests',
  };
}

function forwardedTo({ rules }: DeclaredListener): readonly (string | undefined)[] {
  return rules
    .flatMap(({ actions }) => actions)
    .flatMap(({ TargetGroupArn, ForwardConfig }) => [
      TargetGroupArn,
      ...(ForwardConfig?.TargetGroups ?? []).map((group) => group.TargetGroupArn),
    ]);
}

function attributes(found: readonly { Key?: string; Value?: string }[] = []) {
  const byKey = new Map(found.map(({ Key, Value }) => [Key, Value]));
  return (key: string, standard: string) => byKey.get(key) || standard;
}

/** Every page of a list. */
async function all<T>(
  page: (marker?: string) => Promise<readonly [T[] | undefined, string | undefined]>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let marker: string | undefined;
  do {
    const [found = [], next] = await page(marker);
    items.push(...found);
    marker = next;
  } while (marker);
  return items;
}
