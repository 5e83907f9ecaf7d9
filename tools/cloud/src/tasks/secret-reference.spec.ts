import { parseSecretReference } from './secret-reference';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:db-AbCdEf';

test.each<[string, object]>([
  ['/acme/web/TOKEN', { kind: 'parameter', region: undefined, name: '/acme/web/TOKEN' }],
  [
    'arn:aws:ssm:eu-west-1:222222222222:parameter/acme/web',
    { kind: 'parameter', region: 'eu-west-1', name: '/acme/web' },
  ],
  [
    'arn:aws:ssm:eu-west-1:222222222222:parameter/TOKEN',
    { kind: 'parameter', region: 'eu-west-1', name: 'TOKEN' },
  ],
  [SECRET, { kind: 'secret', region: 'eu-west-1', arn: SECRET }],
  [`${SECRET}:key::`, { kind: 'secret', region: 'eu-west-1', arn: SECRET, jsonKey: 'key' }],
  [
    `${SECRET}::AWSPREVIOUS:`,
    { kind: 'secret', region: 'eu-west-1', arn: SECRET, versionStage: 'AWSPREVIOUS' },
  ],
  [`${SECRET}:::v-1`, { kind: 'secret', region: 'eu-west-1', arn: SECRET, versionId: 'v-1' }],
])('%s', (text, reference) => expect(parseSecretReference(text)).toEqual(reference));
