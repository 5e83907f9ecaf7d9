import { checkTogether } from '../check-together';
import { defineEnvironment } from '../define-environment';
import type { Environment } from '../environment';
import type { EnvironmentSpec } from '../environment-spec';
import type { Problem } from '../problem';
import { problemsWith, SAMPLE } from './sample';

/** Where a rule finds fault, and one environment that breaks it. */
const BROKEN: readonly (readonly [subject: string, changes: object])[] = [
  ['app and name', { app: 'product-with-20-lett', name: 'environment1' }],
  ["domain.delegations['other.example']", { domain: domainWith('other.example') }],
  ["domain.delegations['origin.acme.example']", { domain: domainWith('origin.acme.example') }],
  [
    'domain.certificateAuthorities',
    { domain: { name: 'acme.example', zone: { id: 'Z123' }, certificateAuthorities: ['letsencrypt.org'] } },
  ],
  [
    'domain.certificateAuthorities[0]',
    { domain: { name: 'acme.example', certificateAuthorities: ['https://letsencrypt.org'] } },
  ],
  [
    'domain.certificateAuthorities',
    { domain: { name: 'acme.example', certificateAuthorities: ['sectigo.com', 'sectigo.com'] } },
  ],
  ['database.size', { database: { size: 'db.m10g.large' } }],
  ['database.size', { aws: { ...SAMPLE.aws, region: 'il-central-1' }, database: { size: 'db.r8g.large' } }],
  ['database.size', { database: { size: 'large', unlisted: true } }],
  ['database.version', { database: { version: '19' } }],
  ['database.version', { database: { version: '17.2' } }],
  ['database.version', { database: { version: 'newest', unlisted: true } }],
  ['aws.region', { aws: { ...SAMPLE.aws, region: 'eu-west-9' } }],
  ['database.maxStorage', { database: { storage: '100 GB', maxStorage: '105 GB' } }],
  ['database.maxStorage', { database: { storage: '60 TB', maxStorage: '62 TB' } }],
  ['database.deletionProtection', { tier: 'production', database: { deletionProtection: false } }],
  ['database.deletionProtection', { tier: 'disposable', database: { deletionProtection: true } }],
  ['database.backupDays', { tier: 'production', database: { backupDays: 6 } }],
  ['services', { services: {} }],
  ['services.worker', { services: { web: {}, worker: {} } }],
  ['services.web.memory', web({ cpu: '0.25 vCPU', memory: '8 GB' })],
  ['services.web.scaling.min', { tier: 'production', ...web({ scaling: { min: 1, max: 2 } }) }],
  ['services.web.scaling.max', web({ scaling: { min: 3, max: 2 } })],
  ['services.web.startSeconds', web({ startSeconds: 601 })],
  ['services.web.startSeconds', web({ startSeconds: 9 })],
  ['services.web.drainSeconds', web({ drainSeconds: 901 })],
  ['services.web.drainSeconds', web({ drainSeconds: -1 })],
  ['services.web.stopSeconds', web({ stopSeconds: 121 })],
  ['services.web.stopSeconds', web({ stopSeconds: 0 })],
  ['services.web.release', web({ release: ['a'], migrate: 'on-start' })],
  ['services.web.secrets[0]', web({ secrets: ['not a name'] })],
  ['services.web.secrets[0]', web({ secrets: ['key'] })],
  ['services.web.secrets[0]', web({ secrets: ['1KEY'] })],
  ['services.web.secrets[0]', web({ secrets: ['KEY='] })],
  ['services.web.secrets[0]', web({ secrets: ['PORT'] })],
  ['services.web.secrets[1]', web({ secrets: ['KEY', 'KEY'] })],
  ['services.web.secrets[0]', web({ secrets: ['KEY'], environment: { KEY: '1' } })],
  ['services.web.environment.PORT', web({ environment: { PORT: '1' } })],
  ["services.web.environment['a-b']", web({ environment: { 'a-b': '1' } })],
  ['services.web.environment.TOKEN', web({ environment: { TOKEN: '1' } })],
  ['edge.firewall', { edge: { cdn: false, firewall: true } }],
  ['edge.firewall', { edge: { cdn: false, firewall: { mode: 'count' } } }],
  ['edge.firewall.exceptions[0].rule', exception('CrossSiteScripting_Body', '/')],
  ['edge.firewall.exceptions[0].rule', exception('SizeRestrictions_BODY', '/')],
  ['edge.firewall.exceptions[0].rule', exception('my-rule', '/')],
  ['edge.firewall.exceptions[0].path', exception('GenericLFI_BODY', 'entries')],
  ['edge.firewall.exceptions[0].path', exception('GenericLFI_BODY', '/*/edit')],
  [
    'edge.firewall.exceptions',
    { edge: { firewall: { exceptions: Array(21).fill({ rule: 'GenericLFI_BODY', path: '/' }) } } },
  ],
  ['edge.assets', { edge: { cdn: false, assets: true } }],
  ['alerts.emails[0]', { alerts: { emails: ['a@b@acme.example'] } }],
  ['alerts.latencySeconds', { alerts: { latencySeconds: 0 } }],
  ['alerts.latencySeconds', { alerts: { latencySeconds: 60.5 } }],
];

function domainWith(delegated: string): object {
  return { name: 'acme.example', delegations: { [delegated]: ['ns1.example', 'ns2.example'] } };
}

function exception(rule: string, path: string): object {
  return { edge: { firewall: { exceptions: [{ rule, path }] } } };
}

function web(settings: object): object {
  return { services: { web: settings } };
}

/** Each part says something to a person. */
function expectWords({ subject, got, allowed, fix }: Problem): void {
  for (const part of [subject, got, allowed]) expect(part).toMatch(/\w/);
  expect(fix).toMatch(/^[A-Z].*[.)]$/);
  expect(`${got} ${allowed} ${fix}`).not.toMatch(/undefined|NaN|null/);
}

test.each(BROKEN)('%s with %j is told alone, in words', (subject, changes) => {
  const problems = problemsWith({ ...SAMPLE, ...changes });
  expect(problems.map((problem) => problem.subject)).toEqual([subject]);
  problems.forEach(expectWords);
});

test.each([0.001, 2, 59.9, 60])('an alarm for responses of %d s is fine', (latencySeconds) => {
  expect(problemsWith({ ...SAMPLE, alerts: { latencySeconds } })).toEqual([]);
});

/** One value is wrong by itself, and would break a rule together with the others. */
test.each<[string, object]>([
  ['database.storage', { database: { storage: '10 GB', maxStorage: '20 GB' } }],
  ['database.maxStorage', { database: { storage: '100 GB', maxStorage: '105' } }],
  ['database.backupDays', { tier: 'production', database: { backupDays: 0 } }],
  ['database.deletionProtection', { tier: 'production', database: { deletionProtection: 'no' } }],
  ['tier', { tier: 'prod', database: { deletionProtection: true, backupDays: 1 } }],
  ['tier', { tier: 'prod', ...web({ scaling: { min: 1 } }) }],
  ['database', { database: 'none', ...web({ environment: { DATABASE_HOST: 'db' } }) }],
  ['services.web.scaling.max', web({ scaling: { min: 2, max: 0 } })],
  ['services.web.scaling.min', web({ scaling: { min: 0, max: 1 } })],
  ['services.web.memory', web({ cpu: '4 vCPU', memory: 'much' })],
  ['services.web.migrate', web({ release: ['a'], migrate: 'never' })],
  ['services.web.release', web({ release: [], migrate: 'on-start' })],
  ['services.web.environment.TOKEN', web({ environment: { TOKEN: 1 } })],
  ['edge.cdn', { edge: { cdn: 'no', firewall: true, assets: true } }],
  ['edge.firewall', { edge: { cdn: false, firewall: 'yes' } }],
  ['edge.assets', { edge: { cdn: false, assets: 'yes' } }],
  ['edge.cdn', { domain: domainWith('origin.acme.example'), edge: { cdn: 'yes' } }],
])('%s is told alone where %j', (subject, changes) => {
  expect(problemsWith({ ...SAMPLE, ...changes }).map((problem) => problem.subject)).toEqual([subject]);
});

test.each<[string, Partial<EnvironmentSpec>]>([
  ['name of two environments', { name: SAMPLE.name }],
  ['network.cidr of acme/sample and acme/other', { network: { cidr: '10.0.0.0/20' } }],
  ['domain.name of acme/sample and acme/other', { domain: SAMPLE.domain }],
  ['domain.name of acme/sample and acme/other', { domain: { name: 'origin.acme.example' } }],
  ['app and name of acme/sample and app/sample', { app: 'app', name: 'sample' }],
])('%s is told alone, in words', (subject, changes) => {
  const other = environment({
    name: 'other',
    domain: { name: 'other.example' },
    network: { cidr: '10.9.0.0/16' },
    ...changes,
  });
  const problems = checkTogether([environment({}), other]);
  expect(problems.map((problem) => problem.subject)).toEqual([subject]);
  problems.forEach(expectWords);
});

function environment(changes: Partial<EnvironmentSpec>): Environment {
  return defineEnvironment({ ...SAMPLE, ...changes });
}
