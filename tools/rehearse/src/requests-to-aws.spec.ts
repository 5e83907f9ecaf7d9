import { judgeRequests } from './requests-to-aws';

const counts = { ssm: 2, ec2: 1_200 };
const none = new Map<string, number>();

test('the verdict has the counts', () => {
  expect(judgeRequests({ counts, violations: none }, ['ec2'])).toBe(
    '1,202 requests checked: ec2 1,200, ssm 2',
  );
});

test('nothing that was checked is no good result', () => {
  expect(() => judgeRequests({ counts: {}, violations: none }, ['ec2', 'ssm'])).toThrow(
    'No request was checked of ec2, ssm.',
  );
});

test('what AWS would refuse is named', () => {
  const violations = new Map([['ssm PutParameter: Name is missing', 3]]);
  expect(() => judgeRequests({ counts, violations }, [])).toThrow('3 × ssm PutParameter: Name is missing');
});
