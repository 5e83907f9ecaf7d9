import type { InternalRoutes } from '../gateway/internal-routes';
import type { KeptPart } from './kept-part';

/** Names of the environments that live in the cloud, as whoever deploys them says. */
export class Occupants implements KeptPart {
  private names = new Set<string>();

  /** @param changed told of a change */
  constructor(private readonly changed: () => void) {}

  /**
   * - `GET /_slipway/occupants`: the names
   * - `POST /_slipway/occupants/add` and `/remove` with `{ "name": … }`: the names afterwards
   */
  serve(routes: Pick<InternalRoutes, 'add'>): void {
    routes.add('occupants', () => this.save());
    routes.add('occupants/add', (body) => this.change(body, (name) => this.names.add(name)));
    routes.add('occupants/remove', (body) => this.change(body, (name) => this.names.delete(name)));
  }

  save(): readonly string[] {
    return [...this.names].sort();
  }

  restore(saved: readonly string[]): void {
    this.names = new Set(saved);
  }

  async resume(): Promise<void> {
    // They only live here.
  }

  async reset(): Promise<void> {
    this.names = new Set();
  }

  private change(body: unknown, change: (name: string) => void): readonly string[] {
    change((body as { readonly name: string }).name);
    this.changed();
    return this.save();
  }
}
