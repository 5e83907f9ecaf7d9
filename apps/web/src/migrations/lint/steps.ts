/** The destructive steps of one migration, as its statements are read one after the other. */
export class Steps {
  private readonly made = new Set<string>();
  private readonly found = new Map<string, string>();

  /** @param key of the step, by which it can be revoked */
  add(words: string, key = words): void {
    this.found.set(key, words);
  }

  /** What a later statement of the same migration takes back. */
  revoke(key: string): void {
    this.found.delete(key);
  }

  /** A later statement puts something of that name back, and whether it is the same cannot be told. */
  replace(key: string, words: string): void {
    if (this.found.has(key)) this.found.set(key, words);
  }

  /** Notes what this migration makes: what the release before has never seen, it cannot miss. */
  make(thing: string): void {
    this.made.add(thing);
  }

  isNew(thing: string): boolean {
    return this.made.has(thing);
  }

  get words(): string[] {
    return [...new Set(this.found.values())];
  }
}
