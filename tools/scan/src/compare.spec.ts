import { compare, isClean } from './compare';
import { recordedExemptions } from './exemption-record';

const finding = { rule: 'CKV_AWS_18', address: 'aws_s3_bucket.logs', title: 'access logging' };
const record = { rule: 'CKV_AWS_18', address: 'aws_s3_bucket.logs', reason: 'a log bucket would log itself' };

describe('compare', () => {
  it('is clean when each finding has its record', () => {
    const comparison = compare([finding], [record]);
    expect(comparison).toEqual({ unrecorded: [], stale: [], unexplained: [], honoured: [record] });
    expect(isClean(comparison)).toBe(true);
  });

  it('reports a finding that nobody recorded', () => {
    expect(isClean(compare([finding], []))).toBe(false);
    expect(compare([finding], []).unrecorded).toEqual([finding]);
  });

  it('reports a record on another resource as stale and the finding as unrecorded', () => {
    const elsewhere = { ...record, address: 'aws_s3_bucket.other' };
    expect(compare([finding], [elsewhere])).toMatchObject({ unrecorded: [finding], stale: [elsewhere] });
  });

  it('reports a record that no longer matches a finding', () => {
    expect(isClean(compare([], [record]))).toBe(false);
    expect(compare([], [record]).stale).toEqual([record]);
  });

  it('takes no shrug for a reason', () => {
    expect(compare([finding], [{ ...record, reason: 'n/a' }]).unexplained).toHaveLength(1);
  });
});

describe('recordedExemptions', () => {
  it('reads what synth left on the resources', () => {
    const stack = {
      resource: {
        aws_s3_bucket: {
          logs: {
            '//': { checkov: { skip: [{ id: 'CKV_AWS_18', comment: 'a log bucket would log itself' }] } },
          },
          assets: {},
        },
      },
    };
    expect(recordedExemptions(stack)).toEqual([record]);
  });

  it('finds none in an empty stack', () => {
    expect(recordedExemptions({})).toEqual([]);
  });
});
