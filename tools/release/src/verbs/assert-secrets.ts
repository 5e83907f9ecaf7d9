import type { Environment } from '@slipway/core';
import { Failure } from '@slipway/tool-terminal';
import { readTemplate, type Template } from '../aws/template';
import { workplace } from '../engine/workplace';
import type { ReleasePorts } from '../ports/ports';
import { secretProblems } from '../steps/secret-problems';

/**
 * For whoever is about to build: a release of that would be refused. Without a template there is nothing to say yet.
 *
 * @throws Failure `refused` that names the secrets that are required and not set, and how each is set
 */
export async function assertSecrets(environment: Environment, ports: ReleasePorts): Promise<void> {
  const place = workplace(environment, ports, () => undefined);
  const templates = new Map<string, Template>();
  for (const service of Object.keys(environment.services)) {
    const template = await readTemplate(place.clients, environment, service);
    if (template) templates.set(service, template);
  }
  const problems = await secretProblems(place, {}, templates);
  if (problems.length > 0)
    throw new Failure('refused', ['Nothing was built or released.', ...problems].join('\n'));
}
