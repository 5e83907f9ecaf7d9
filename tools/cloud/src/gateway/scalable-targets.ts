import type { AccountOptions } from '../credentials';
import type { KeptPart } from '../points/kept-part';
import type { ApiAnswer, ApiCall, ApiService } from './api-service';

/** Moves a service's desired count into a range; of a service that is not there nothing is moved. */
export type ClampDesiredCount = (where: AccountOptions, target: ServiceRange) => void;

export interface ServiceRange extends CapacityRange {
  readonly cluster: string;
  readonly service: string;
}

interface CapacityRange {
  readonly min: number;
  readonly max: number;
}

/** JSON knows no infinity: a range without an upper end has none. */
type SavedRanges = readonly (readonly [key: string, { readonly min: number; readonly max?: number }])[];

interface Registration {
  readonly ServiceNamespace?: string;
  readonly ResourceId?: string;
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
}

/**
 * The one thing that Application Auto Scaling does here: to register a scalable target changes the service's capacity
 * to a value inside of the range, whether scaling is suspended or not. Everything else about targets is moto's.
 *
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export class ScalableTargets implements ApiService, KeptPart {
  private ranges = new Map<string, CapacityRange>();

  constructor(private readonly clamp: ClampDesiredCount) {}

  async answer(): Promise<undefined> {
    return undefined;
  }

  async observe(call: ApiCall, { status }: ApiAnswer): Promise<void> {
    if (call.service !== 'application-autoscaling' || status !== 200) return;
    if (!['RegisterScalableTarget', 'DeregisterScalableTarget'].includes(call.operation)) return;
    const registration = JSON.parse(call.body.toString('utf8')) as Registration;
    const { ServiceNamespace, ResourceId = '' } = registration;
    const [, cluster, service] = ResourceId.split('/');
    if (ServiceNamespace !== 'ecs' || !cluster || !service) return;
    const key = [call.account, call.region, ResourceId].join(' ');
    if (call.operation === 'DeregisterScalableTarget') {
      this.ranges.delete(key);
      return;
    }
    // An update may name one end only; the other stays.
    const min = registration.MinCapacity ?? this.ranges.get(key)?.min ?? 0;
    const max = registration.MaxCapacity ?? this.ranges.get(key)?.max ?? Infinity;
    this.ranges.set(key, { min, max });
    this.clamp({ account: call.account, region: call.region }, { cluster, service, min, max });
  }

  save(): SavedRanges {
    return [...this.ranges].map(([key, { min, max }]) => [key, { min, ...(max < Infinity && { max }) }]);
  }

  restore(saved: SavedRanges): void {
    this.ranges = new Map(saved.map(([key, { min, max = Infinity }]) => [key, { min, max }]));
  }

  async resume(): Promise<void> {
    // Counts are where they were.
  }

  async reset(): Promise<void> {
    this.ranges = new Map();
  }

  async stop(): Promise<void> {
    // Nothing runs for it.
  }
}
