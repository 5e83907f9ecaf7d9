import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeclaredCheck } from './balancer-model';
import { checkHealth } from './health-check';
import type { Relay } from '../http/relay';
import { afterCheck, REGISTERING, whenChecking, type CheckedState, type CheckResult } from './target-state';
import type { RegisterOptions, Target } from './target-groups';

/**
 * Shorter than servers keep an idle connection (5 s by Node's default), so that no request is sent on one that the
 * target is just closing. A real load balancer keeps it for the whole idle timeout and answers 502 when that happens.
 */
const POOLED_MS = 2_000;
/** Between the checks of a target that is waited for. */
const BETWEEN_MS = 100;

/** A target from its registration on: its checks, its connections, what is in flight. */
export class RegisteredTarget {
  /** Kept-alive connections. */
  readonly agent = new Agent({ keepAlive: true, timeout: POOLED_MS });
  state: CheckedState = REGISTERING;
  private readonly inFlight = new Set<Relay>();
  private checks?: NodeJS.Timeout;
  private closed = false;

  /** @param secondMs how long a declared second takes */
  constructor(
    readonly target: Target,
    private readonly secondMs: number,
    private readonly options: RegisterOptions = {},
  ) {}

  get outstanding(): number {
    return this.inFlight.size;
  }

  /** Checks at once and then every interval, by what is declared at that time. */
  startChecks(declared: () => DeclaredCheck | undefined): void {
    if (this.checks || this.closed) return;
    const check = () => {
      const now = declared();
      this.checks = setTimeout(check, (now?.intervalSeconds ?? 1) * this.secondMs);
      if (now) void this.check(now);
    };
    check();
    if (this.options.isAwaited) void this.untilFirstGood(declared);
  }

  /** @param begin starts the exchange and calls `over` at its end */
  carry(begin: (over: () => void) => Relay): void {
    let ended = false;
    const exchange = begin(() => {
      ended = true;
      this.inFlight.delete(exchange);
    });
    if (!ended) this.inFlight.add(exchange);
  }

  /** No connection is used again; those in use go on to the end of their request. */
  retire(): void {
    this.stopChecks();
    this.agent.maxFreeSockets = 0;
    for (const idle of Object.values(this.agent.freeSockets)) idle?.forEach((socket) => socket.destroy());
  }

  /** Ends everything, in-flight requests too. */
  close(): void {
    this.retire();
    for (const exchange of [...this.inFlight]) exchange.cut();
    this.agent.destroy();
  }

  private stopChecks(): void {
    this.closed = true;
    clearTimeout(this.checks);
  }

  /** Of the checks in between only the good one counts. */
  private async untilFirstGood(declared: () => DeclaredCheck | undefined): Promise<void> {
    while (!this.closed && ['registering', 'initial'].includes(this.state.state)) {
      await sleep(BETWEEN_MS, undefined, { ref: false });
      const now = declared();
      const result = now && (await this.ask(now));
      if (result?.passed && this.state.state === 'initial') this.state = { state: 'healthy', against: 0 };
    }
  }

  private ask(declared: DeclaredCheck): Promise<CheckResult> {
    return checkHealth(this.target, {
      path: declared.path,
      port: declared.port === 'traffic-port' ? undefined : Number(declared.port),
      codes: declared.codes,
      timeoutMs: declared.timeoutSeconds * this.secondMs,
    });
  }

  private async check(declared: DeclaredCheck): Promise<void> {
    this.state = whenChecking(this.state);
    const result = await this.ask(declared);
    this.state = afterCheck(this.state, result, {
      healthy: declared.healthyThreshold,
      unhealthy: declared.unhealthyThreshold,
    });
  }
}
