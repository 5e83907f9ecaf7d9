import { passwordIn, regionOf } from './read-secret';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:rds!db-0f1e2d3c-AbCdEf';

test('the region is that of the secret, not that of the task', () => {
  expect(regionOf(ARN)).toBe('eu-west-1');
  expect(regionOf(ARN.replace('arn:aws:', 'arn:aws-cn:'))).toBe('eu-west-1');
});

test.each([
  '',
  'rds!db',
  'arn:aws:ssm:eu-west-1:111111111111:parameter/x',
  'arn:aws:secretsmanager::1:secret:x',
])('"%s" is no ARN of a secret', (arn) =>
  expect(() => regionOf(arn)).toThrow(`DATABASE_SECRET_ARN is "${arn}", which is no ARN of a secret`),
);

test('the password is in the form that RDS writes', () => {
  expect(passwordIn('{"username":"slipway_admin","password":"it\'s \\"secret\\""}', ARN)).toBe(
    'it\'s "secret"',
  );
});

test.each([
  undefined,
  '',
  'hunter2',
  '{"secret":"hunter2"}',
  '{"password":""}',
  '{"password":["hunter2"]}',
  'null',
])('what is in %j is not repeated', (secret) => {
  expect(() => passwordIn(secret, ARN)).toThrow(/^The secret arn:\S+ holds no JSON with a "password"/);
  expect(() => passwordIn(secret, ARN)).not.toThrow(/hunter2/);
});
