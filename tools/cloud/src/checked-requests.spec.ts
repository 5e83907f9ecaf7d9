import { summary } from './checked-requests';

test('what was found is counted by service and by violation', () => {
  const record = [
    '{"service":"ssm","operation":"GetParameter"}',
    '{"service":"ssm","operation":"PutParameter","violations":["Name: too long","Tier: unknown"]}',
    '{"service":"ssm","operation":"PutParameter","violations":["Name: too long"]}',
    '{"service":"sts","operation":"AssumeRole"}',
  ];
  // Of a cloud that was killed.
  expect(summary([...record, '{"service":"s'].join('\n'))).toEqual({
    counts: { ssm: 3, sts: 1 },
    violations: new Map([
      ['ssm PutParameter: Name: too long', 2],
      ['ssm PutParameter: Tier: unknown', 1],
    ]),
  });
});

test('where nothing was checked, nothing was found', () => {
  expect(summary('')).toEqual({ counts: {}, violations: new Map() });
});
