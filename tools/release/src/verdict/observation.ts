/** One look at a service while it rolls. Plain data, so that verdicts are pure and tested by tables. */
export interface Observation {
  readonly service: string;
  /** Milliseconds since the update was asked for. */
  readonly elapsedMs: number;
  readonly deployments: readonly DeploymentObservation[];
  /** Of every deployment that ECS still knows, stopped ones included. */
  readonly tasks: readonly TaskObservation[];
  readonly desiredCount: number;
  /** The target group that the service puts its tasks into was removed: no request gets to them. @default false */
  readonly targetsGone?: true;
}

export interface DeploymentObservation {
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly rolloutStateReason?: string;
}

export interface TaskObservation {
  readonly id: string;
  /** Deployment that started it. */
  readonly deployment: string;
  readonly taskDefinition: string;
  /** Digest of the service's container, once the image is known. */
  readonly imageDigest?: string;
  readonly lastStatus: string;
  /** Of its target behind the load balancer. @default no load balancer */
  readonly target?: { readonly state: string; readonly reason?: string; readonly description?: string };
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly exitCode?: number;
  readonly containerReason?: string;
  /** It was healthy, or ran without a load balancer to ask, at some earlier look. */
  readonly wasHealthy: boolean;
}
