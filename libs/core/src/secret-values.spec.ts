import { holdsSecret } from './secret-values';

/** Put together here, so that this file holds nothing that looks like a secret to whoever scans the repository. */
const made = (...parts: readonly string[]) => parts.join('');
const LETTERS = 'abcdefghij'.repeat(4);
const HEX = '0123456789abcdef'.repeat(4);

test.each([
  ['a password in an address', made('postgres://app', ':hunter2', '@db.example:5432/app')],
  ['one without a user', made('redis://', ':hunter2', '@cache.example')],
  ['one in a text around it', made('primary=amqps://app', ':hunter2', '@mq.example, standby=none')],
  ['a password among parameters', made('jdbc:postgresql://db.example/app?user=app&', 'password=hunter22')],
  ['a signed address', made('https://files.example/a?', 'sig=', LETTERS)],
  ['an RSA key', made('-----BEGIN RSA ', 'PRIVATE KEY-----\nMII')],
  ['a key in PKCS 8', made('-----BEGIN ', 'PRIVATE KEY-----\nMII')],
  ['a key of OpenSSH', made('-----BEGIN OPENSSH ', 'PRIVATE KEY-----\nb3B')],
  ['a key of PGP', made('-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----')],
  ['a JSON Web Token', made('eyJhbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.', LETTERS)],
  ['one after its scheme', made('Bearer eyJhbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.x')],
  ['an access key of AWS', made('AKIA', 'IOSFODNN7EXAMPLE')],
  ['a temporary one', made('ASIA', 'IOSFODNN7EXAMPLE')],
  ['a secret key of Stripe', made('sk', '_live_', LETTERS)],
  ['one for tests', made('sk', '_test_', LETTERS)],
  ['a restricted one', made('rk', '_live_', LETTERS)],
  ["a webhook's secret of Stripe", made('whsec', '_', LETTERS)],
  ['a personal token of GitHub', made('ghp', '_', LETTERS)],
  ["an app's of GitHub", made('ghs', '_', LETTERS)],
  ['a fine-grained one', made('github', '_pat_', LETTERS)],
  ["a bot's token of Slack", made('xoxb', '-1234567890-', LETTERS)],
  ["an app's of Slack", made('xapp', '-1-', LETTERS)],
  ['a webhook of Slack', made('https://hooks.slack', '.com/services/', 'T000/B000/XXXX')],
  ['a webhook of Discord', made('https://discord', '.com/api/webhooks/', '123/abc')],
  ['a token of GitLab', made('glpat', '-', LETTERS)],
  ['a token of npm', made('npm', '_', LETTERS)],
  ['an API key of Google', made('AIza', LETTERS)],
  ['an OAuth secret of Google', made('GOCSPX', '-', LETTERS)],
  ['a key of OpenAI', made('sk', '-proj-', LETTERS)],
  ['a key of Anthropic', made('sk', '-ant-', LETTERS)],
  ['a key of SendGrid', made('SG', '.', LETTERS, '.', LETTERS)],
  ['a key of Twilio', made('SK', HEX.slice(0, 32))],
  ['a key of Mailgun', made('key', '-', HEX.slice(0, 32))],
  ['a token of Shopify', made('shpat', '_', HEX)],
  ['a token of DigitalOcean', made('dop', '_v1_', HEX)],
])('%s', (_, text) => expect(holdsSecret(text)).toBe(true));

test.each([
  ['an address with a port', 'https://example.com:8080/a@b'],
  ['an address without a password', 'postgres://app@db.example/app'],
  ['an address with parameters', 'https://example.com/?page=2&sort=ascending&token_ttl=86400000'],
  ['two words and a host', 'a:b@c'],
  ['a certificate', '-----BEGIN CERTIFICATE-----'],
  ['a public key', '-----BEGIN PUBLIC KEY-----'],
  ['a publishable key of Stripe', made('pk', '_live_', LETTERS)],
  ['an id of a price', 'price_1MoBy5LkdIwHu7ixZhnattbh'],
  ['a digest', `sha256:${HEX}`],
  ['an ARN', 'arn:aws:iam::111111111111:role/acme-prod-web'],
  ['a UUID', '0b530315-7f4b-4c3e-9c0e-2f5c8a7d1e42'],
  ['a style', 'ask-for-a-name-that-is-quite-long-indeed'],
  ['a task', 'task-force-of-some-twenty-people-or-more'],
  ['base64 of anything', 'eyJhIjoxfQ=='],
  ['a key of a cache', 'key-of-the-cache'],
])('not %s', (_, text) => expect(holdsSecret(text)).toBe(false));
