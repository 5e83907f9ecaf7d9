import type { Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { readTemplate } from '../aws/template';
import type { ReleaseRecord } from '../record/release-record';
import type { ReleasePorts } from '../ports/ports';
import { releaseIn } from './release';
import type { ReleaseListener } from '../ports/release-event';
import { imagesOf } from '../engine/request';
import { workplace } from '../engine/workplace';
import { readConfig } from '../secrets/read-config';
import type { SecretsPlace } from '../secrets/secrets-look';
import { settleOrphan } from '../steps/settle-orphan';

/** What of an environment has changed since its live release was made. */
export interface Newer {
  /** Services whose template is newer: an apply changed their shape. */
  readonly template: readonly string[];
  /** Services whose secrets are. */
  readonly config: readonly string[];
}

export async function newerThan(
  live: ReleaseRecord,
  place: SecretsPlace & {
    readonly environment: Environment;
    readonly clients: Pick<AwsClients, 'ecs' | 'ssm'>;
  },
): Promise<Newer> {
  const { environment, clients } = place;
  const config = await readConfig(place);
  const looked = await Promise.all(
    Object.keys(environment.services).map(async (name) => {
      const template = await readTemplate(clients, environment, name);
      return {
        name,
        template: template !== undefined && template.arn !== live.templates[name],
        config: !sameVersions(config[name] ?? {}, live.config[name] ?? {}),
      };
    }),
  );
  return {
    template: looked.filter(({ template }) => template).map(({ name }) => name),
    config: looked.filter((one) => one.config).map(({ name }) => name),
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
  const { template, config } = await newerThan(live, place);
  if (template.length === 0 && config.length === 0) return undefined;
  return releaseIn(place, { environment, reason, images: imagesOf(environment, live), commit: live.commit });
}
