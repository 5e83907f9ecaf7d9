/** What the list of changes leaves unsaid, and whoever applies a plan has to know first. */
export interface Foreseen {
  /** Terraform address of the resource. */
  readonly address: string;
  /**
   * - `refused`: AWS would refuse it in the middle of the run, or what is live would not survive it
   * - `interrupts`: what runs stops for a while
   * - `acts`: it holds for the tasks that run, before any release
   * - `waits`: AWS does it later
   */
  readonly effect: 'refused' | 'interrupts' | 'acts' | 'waits';
  /** Sentences: what happens, for how long, and what can be done. A command stands on a line of its own, two spaces in. */
  readonly text: string;
}
