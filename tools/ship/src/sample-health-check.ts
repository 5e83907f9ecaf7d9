import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanJson } from '@slipway/tool-plan';

const CHECK = {
  path: '/healthz',
  matcher: '200',
  interval: 5,
  timeout: 2,
  healthy_threshold: 2,
  unhealthy_threshold: 3,
};

/** A plan that changes a standing target group's health check. */
export function changing(check: object, action = 'update', type = 'aws_lb_target_group'): PlanJson {
  const of = (health: object) => ({ arn: 'arn:target-group', health_check: [health] });
  const change = { actions: [action], before: of(CHECK), after: of({ ...CHECK, ...check }) };
  return { resource_changes: [{ address: `${type}.web`, type, name: 'web', mode: 'managed', change }] };
}

/** A folder with an environment `staging`, whose file is empty. */
export function workspaceOfStaging(): string {
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-health-'));
  mkdirSync(join(workspace, 'environments/staging'), { recursive: true });
  writeFileSync(join(workspace, 'environments/staging/environment.ts'), '');
  return workspace;
}
