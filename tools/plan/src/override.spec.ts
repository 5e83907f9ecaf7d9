import { allowDestroyOverride, preventDestroyAddresses } from './override';

const STACK = { resource: { aws_db_instance: { database: {} }, aws_s3_bucket: { files: {}, logs: {} } } };

describe('allowDestroyOverride', () => {
  it('lifts prevent_destroy for exactly the named resources', () => {
    expect(allowDestroyOverride(STACK, ['aws_db_instance.database', 'aws_s3_bucket.files["a"]'])).toEqual({
      resource: {
        aws_db_instance: { database: { lifecycle: { prevent_destroy: false } } },
        aws_s3_bucket: { files: { lifecycle: { prevent_destroy: false } } },
      },
    });
  });

  it.each([
    [[]],
    [['aws_db_instance.gone']],
    [['module.a.aws_db_instance.database']],
    [['nonsense']],
    [['aws_s3_bucket.files[0]more']],
    [['aws_lb.web']],
  ])('is nothing for %j', (addresses: string[]) => {
    expect(allowDestroyOverride(STACK, addresses)).toBeUndefined();
  });
});

it('there is nothing to lift in a stack without resources', () => {
  expect(allowDestroyOverride({}, ['aws_db_instance.database'])).toBeUndefined();
});

describe('preventDestroyAddresses', () => {
  it('are those of the resources that say so', () => {
    const kept = { lifecycle: { prevent_destroy: true } };
    const resource = {
      aws_db_instance: { database: kept },
      aws_s3_bucket: { files: kept, logs: { lifecycle: { prevent_destroy: false } }, other: {} },
    };

    expect(preventDestroyAddresses({ resource })).toEqual([
      'aws_db_instance.database',
      'aws_s3_bucket.files',
    ]);
    expect(preventDestroyAddresses({})).toEqual([]);
  });
});
