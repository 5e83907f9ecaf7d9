/** Where the wish to stop comes from. */
export interface Interrupts {
  /** Subscribes to requests to stop; returns how to unsubscribe. */
  subscribe(listener: () => void): () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ctrl-C and its kin. CI runners send SIGINT, then SIGTERM some seconds later: only Ctrl-C counts more than once, so
 * that impatience of a runner never makes Terraform lose its state.
 */
export function signalInterrupts(): Interrupts {
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
  };
}

/** For programs that drive a verb: stops when the signal is aborted. */
export function abortInterrupts(signal: AbortSignal): Interrupts {
  return {
    subscribe: (listener) => {
      signal.addEventListener('abort', listener);
      if (signal.aborted) queueMicrotask(listener);
      return () => signal.removeEventListener('abort', listener);
    },
  };
}
