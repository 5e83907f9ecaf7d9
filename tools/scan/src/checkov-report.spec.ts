import { readFindings } from './checkov-report';

const stack = {
  resource: { aws_lb: { balancer: {} }, aws_s3_bucket: { logs: {} } },
  data: { aws_availability_zones: { zones: {} } },
};
const failed = (resource: string) => ({
  check_id: 'CKV_AWS_150',
  check_name: 'deletion protection',
  resource,
});
const report = (resources: readonly string[], summary = { passed: 3, parsing_errors: 0 }) => ({
  results: { failed_checks: resources.map(failed) },
  summary,
});

describe('readFindings', () => {
  it.each([
    ['aws_lb.balancer', 'aws_lb.balancer'],
    ['resource.balancer', 'aws_lb.balancer'],
    ['data.zones', 'data.aws_availability_zones.zones'],
    ['resource.gone', 'resource.gone'],
  ])('reads the address %s as %s', (reported, address) => {
    expect(readFindings(report([reported]), stack)).toEqual([
      { rule: 'CKV_AWS_150', title: 'deletion protection', address },
    ]);
  });

  it('joins the reports of several frameworks', () => {
    expect(readFindings([report(['aws_lb.balancer']), report(['aws_s3_bucket.logs'])], stack)).toHaveLength(
      2,
    );
  });

  it.each([
    ['a parsing error', { passed: 3, parsing_errors: 1 }],
    ['no check at all', { passed: 0, parsing_errors: 0 }],
  ])('takes %s for a failure, not for a clean stack', (_, summary) => {
    expect(() => readFindings(report([], summary), stack)).toThrow('nothing was scanned');
  });
});
