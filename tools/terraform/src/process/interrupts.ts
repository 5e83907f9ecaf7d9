import type { Interrupts } from './supervised';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ctrl-C and its kin. CI runners send SIGINT, then SIGTERM some seconds later: only Ctrl-C counts more than once, so
 * that impatience of a runner never makes Terraform lose its state.
 */
export function signalInterrupts(note: (text: string) => void): Interrupts {
  return {
    subscribe: (listener) => {
      let stopping = false;
      const first = () => {
        if (!stopping) listener();
        stopping = true;
      };
      const always = () => {
        stopping = true;
        listener();
      };
      const handlers = SIGNALS.map((signal) => [signal, signal === 'SIGINT' ? always : first] as const);
      for (const [signal, handler] of handlers) process.on(signal, handler);
      return () => {
        for (const [signal, handler] of handlers) process.off(signal, handler);
      };
    },
    announce: (count) => note(ANNOUNCEMENTS[Math.min(count, ANNOUNCEMENTS.length) - 1]!),
  };
}

const ANNOUNCEMENTS = [
  'Stopping. Terraform ends the step it is in, saves the state and releases its lock; this can take a minute.',
  'Still stopping. Ctrl-C once more makes Terraform exit at once: AWS may then hold resources that the state does not know, and the lock stays.',
  'Told Terraform to exit at once.',
];

/** For programs that drive Terraform: stops when the signal is aborted. */
export function abortInterrupts(signal: AbortSignal, announce: Interrupts['announce'] = ignore): Interrupts {
  return {
    subscribe: (listener) => {
      signal.addEventListener('abort', listener);
      if (signal.aborted) queueMicrotask(listener);
      return () => signal.removeEventListener('abort', listener);
    },
    announce,
  };
}

function ignore(): void {
  return;
}
