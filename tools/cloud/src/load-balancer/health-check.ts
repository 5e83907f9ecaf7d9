import { request } from 'node:http';
import { acceptsStatus } from './status-matcher';
import type { Target } from './target-groups';
import type { CheckFailure, CheckResult } from './target-state';

export interface HealthCheck {
  readonly path: string;
  /** A port of its own. @default the target's */
  readonly port?: number;
  /** Accepted status codes, such as `200-299`. */
  readonly codes: string;
  readonly timeoutMs: number;
}

/**
 * Asks a target once how it is, over a connection of its own. Plain HTTP even where HTTPS is declared: a process on
 * this machine has no certificate.
 */
export function checkHealth(target: Target, check: HealthCheck): Promise<CheckResult> {
  return new Promise((resolve) => {
    const port = check.port ?? target.port;
    const asked = request({
      host: target.id,
      port,
      path: check.path,
      agent: false,
      headers: {
        host: `${target.id}:${port}`,
        'user-agent': 'ELB-HealthChecker/2.0',
        connection: 'close',
      },
    });
    const end = (result: CheckResult) => {
      clearTimeout(timer);
      resolve(result);
      asked.destroy();
    };
    const timer = setTimeout(() => end(TIMED_OUT), check.timeoutMs);
    asked.on('response', ({ statusCode = 0 }) =>
      end(acceptsStatus(check.codes, statusCode) ? { passed: true } : mismatch(statusCode)),
    );
    // Refused, reset, or no HTTP. Errors after the end are its own doing.
    asked.on('error', () => end(FAILED));
    asked.on('upgrade', () => end(mismatch(101)));
    asked.end();
  });
}

const TIMED_OUT: CheckFailure = {
  passed: false,
  reason: 'Target.Timeout',
  description: 'Request timed out',
};

const FAILED: CheckFailure = {
  passed: false,
  reason: 'Target.FailedHealthChecks',
  description: 'Health checks failed',
};

function mismatch(status: number): CheckFailure {
  return {
    passed: false,
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${status}]`,
  };
}
