import { policyDocument, serviceTrust } from './policy';

test('a policy is a 2012-10-17 document of its statements', () => {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } as const;
  expect(JSON.parse(policyDocument(statement))).toEqual({ Version: '2012-10-17', Statement: [statement] });
});

test('a service may assume a role for resources of this account only', () => {
  const trust = serviceTrust('rds.amazonaws.com', '111111111111', 'arn:aws:rds:eu-west-1:111111111111:db:*');
  expect(JSON.parse(trust).Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'rds.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111111111111' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:rds:eu-west-1:111111111111:db:*' },
      },
    },
  ]);
});
