/** A part of the cloud whose state is in every point, beside moto's. */
export interface KeptPart {
  /** Plain data as it is at this moment; nothing is waited for. Dates may be in it. */
  save(): unknown;
  /** Takes on what {@link save} gave. Nobody has called yet, and nothing runs. */
  restore(saved: unknown): void;
  /** All parts and moto have their state: what ran runs again. */
  resume(): Promise<void>;
}

/** By the name that a part's file in a point has. */
export interface KeptParts {
  readonly [name: string]: KeptPart;
}
