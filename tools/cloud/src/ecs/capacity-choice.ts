import type { CapacityProviderStrategyItem } from '@aws-sdk/client-ecs';
import { nameIn } from './arn';
import type { ClusterRecord } from './state';

type Strategy = readonly CapacityProviderStrategyItem[];

/** What a request says of capacity providers, or the cluster where it says nothing. */
export function strategyOf(
  cluster: ClusterRecord,
  input: { readonly launchType?: string; readonly capacityProviderStrategy?: Strategy },
): Strategy {
  // An empty list is none: the Terraform provider sends one with every launch type.
  if (input.capacityProviderStrategy?.length) return input.capacityProviderStrategy;
  return input.launchType === undefined ? cluster.defaultCapacityProviderStrategy : [];
}

/**
 * Deals tasks out to capacity providers: first the base of the one that has one, then by weight.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export class ProviderChoice {
  readonly #counts = new Map<string, number>();

  /** @param running providers of the tasks that there are already */
  constructor(
    private readonly strategy: Strategy,
    running: readonly (string | undefined)[] = [],
  ) {
    for (const name of running) if (name !== undefined) this.#count(name);
  }

  /** What the next task has of it: nothing without a strategy. */
  next(): { readonly capacityProviderName?: string } {
    const [item] = [...this.strategy].sort((a, b) => this.#rank(a) - this.#rank(b));
    if (!item) return {};
    const capacityProviderName = nameIn(item.capacityProvider ?? '');
    this.#count(capacityProviderName);
    return { capacityProviderName };
  }

  /** The lowest is next. What is below its base comes first; without a weight it gets no more than that. */
  #rank({ capacityProvider = '', base = 0, weight = 0 }: CapacityProviderStrategyItem): number {
    const beyond = (this.#counts.get(nameIn(capacityProvider)) ?? 0) - base;
    if (beyond < 0) return -1;
    return weight > 0 ? (beyond + 1) / weight : Number.MAX_VALUE;
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}
