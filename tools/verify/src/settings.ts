import type { EnvironmentSpec } from '@slipway/core';
import type { SettingPath, SettingValue } from './setting-path';

/** What every row starts from: nothing but what has no default. */
export const PLAIN: EnvironmentSpec = {
  app: 'acme',
  name: 'qa',
  aws: { account: '111111111111', region: 'eu-west-1' },
  domain: { name: 'qa.acme.example' },
};

/**
 * Every setting that environment-spec.ts documents, off its default, one row for each value. The type has a place for
 * each of them: a setting without a row does not compile.
 */
export const SETTINGS: {
  readonly [Path in SettingPath]: readonly [SettingValue<Path>, ...SettingValue<Path>[]];
} = {
  app: ['other-product'],
  name: ['prod'],
  tier: ['production', 'disposable'],
  'aws.account': ['333333333333'],
  'aws.region': ['us-east-1', 'me-central-1', 'ap-northeast-1', 'us-west-1'],
  'aws.registryAccount': ['222222222222'],
  'domain.name': ['other.example'],
  'domain.zone': [{ id: 'Z0123456789ABCDEFGHIJ' }],
  'domain.zone.id': ['Z0123456789ABCDEFGHIJ'],
  'domain.certificateAuthorities': [['letsencrypt.org']],
  'domain.delegations': [{ 'dev.qa.acme.example': ['ns-1.example.com', 'ns-2.example.net'] }],
  'network.cidr': ['172.20.0.0/18'],
  'network.zones': [3, ['a', 'c']],
  'network.nat': ['none', 'per-zone'],
  database: [false],
  'database.size': ['db.r6g.large'],
  'database.storage': ['64 TB', '100 GB'],
  'database.maxStorage': ['25 GB'],
  'database.version': ['17.7', '18'],
  'database.upgrade': ['major'],
  'database.multiAz': [true],
  'database.backupDays': [3],
  'database.deletionProtection': [false],
  'database.unlisted': [true],
  'services.web.app': ['api'],
  'services.web.cpu': ['1 vCPU'],
  'services.web.memory': ['2 GB'],
  'services.web.port': [8080],
  'services.web.command': [['node', 'other.js']],
  'services.web.release': [['node', 'migrate.js']],
  'services.web.migrate': ['on-start'],
  'services.web.environment': [
    { TOKEN_TTL: '60', PASSWORD_MIN_LENGTH: '12', DATABASE_POOL_SIZE: '3', lower: 'case' },
  ],
  'services.web.secrets': [['SESSION_KEY']],
  'services.web.healthCheck.path': ['/up'],
  'services.web.healthCheck.intervalSeconds': [10, 300],
  'services.web.healthCheck.healthyAfter': [3],
  'services.web.startSeconds': [180],
  'services.web.drainSeconds': [0, 300],
  'services.web.stopSeconds': [30],
  'services.web.scaling.min': [2],
  'services.web.scaling.max': [7],
  'services.web.scaling.cpuPercent': [40],
  'services.web.scaling.requestsPerTask': [250],
  'services.web.architecture': ['arm64'],
  'services.web.writableRoot': [true],
  'edge.cdn': [false],
  'edge.direct': [true],
  'edge.assets': [false],
  'edge.firewall': [true, false],
  'edge.firewall.mode': ['block'],
  'edge.firewall.exceptions': [
    [
      { rule: 'CrossSiteScripting_BODY', path: '/entries' },
      { rule: 'CrossSiteScripting_BODY', path: '/drafts/*' },
      { rule: 'Log4JRCE_HEADER', path: '/' },
    ],
  ],
  'edge.priceClass': ['200', 'all'],
  'edge.originSecret': ['b'],
  'logs.retentionDays': [7],
  'alerts.emails': [['on-call@acme.example', 'other@acme.example']],
  'alerts.latencySeconds': [0.5],
  bastion: [true],
};

/** Settings that releases or checks alone read: they leave no trace in what Terraform makes. */
export const WITHOUT_TRACE: readonly SettingPath[] = [
  'services.web.app',
  'services.web.release',
  'services.web.secrets',
  'database.unlisted',
];

/** Settings that meet in the constructs, put together. */
export const TOGETHER: { readonly [what: string]: Partial<EnvironmentSpec> } = {
  'a bastion without a database': { bastion: true, database: false },
  'a closed network without a database': { network: { nat: 'none' }, database: false },
  'a closed network with a bastion in three zones': { network: { nat: 'none', zones: 3 }, bastion: true },
  'an existing zone without a CDN': {
    domain: { name: 'qa.acme.example', zone: { id: 'Z0123456789ABCDEFGHIJ' } },
    edge: { cdn: false },
  },
  'production without a CDN': { tier: 'production', edge: { cdn: false } },
  'a major upgrade in production': { tier: 'production', database: { version: '18', upgrade: 'major' } },
  'production on a pinned minor': { tier: 'production', database: { version: '17.7', multiAz: false } },
};
