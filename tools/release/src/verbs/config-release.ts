import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { readParameters } from '../aws/parameters';
import { readTemplate } from '../aws/template';
import type { ReleaseRecord } from '../record/release-record';
import type { ReleasePorts } from '../ports/ports';
import { releaseIn } from './release';
import type { ReleaseListener } from '../ports/release-event';
import { imagesOf } from '../engine/request';
import { workplace } from '../engine/workplace';
import { settleOrphan } from '../steps/settle-orphan';

/** What of an environment has changed since its live release was made. */
export interface Newer {
  /** Services whose template is newer: an apply changed their shape. */
  readonly template: readonly string[];
  /** Services whose parameters are. */
  readonly config: readonly string[];
}

export async function newerThan(
  live: ReleaseRecord,
  environment: Environment,
  clients: Pick<AwsClients, 'ecs' | 'ssm'>,
): Promise<Newer> {
  const looked = await Promise.all(
    Object.keys(environment.services).map(async (name) => {
      const [template, parameters] = await Promise.all([
        readTemplate(clients, environment, name),
        readParameters(clients, environment, name),
      ]);
      const now = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.version]));
      return {
        name,
        template: template !== undefined && template.arn !== live.templates[name],
        config: !sameVersions(now, live.config[name] ?? {}),
      };
    }),
  );
  return {
    template: looked.filter(({ template }) => template).map(({ name }) => name),
    config: looked.filter(({ config }) => config).map(({ name }) => name),
  };
}

type Versions = ReleaseRecord['config'][string];

function sameVersions(a: Versions, b: Versions): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

/**
 * Ships changed parameters (`config`) or a changed template (`infra`) with the image that is live.
 *
 * @returns undefined when nothing is live yet, or what is live has all of it
 */
export async function configRelease(
  environment: Environment,
  reason: 'config' | 'infra',
  ports: ReleasePorts,
  tell: ReleaseListener,
): Promise<ReleaseRecord | undefined> {
  const place = workplace(environment, ports, tell);
  await settleOrphan(place);
  const live = await place.ledger.live();
  if (!live) return undefined;
  const { template, config } = await newerThan(live, environment, place.clients);
  if (template.length === 0 && config.length === 0) return undefined;
  return releaseIn(place, { environment, reason, images: imagesOf(environment, live), commit: live.commit });
}
