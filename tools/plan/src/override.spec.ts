import { allowDestroyOverride } from './override';

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

  it.each([[[]], [['aws_db_instance.gone']], [['module.a.aws_db_instance.database']], [['nonsense']]])(
    'is nothing for %j',
    (addresses: string[]) => {
      expect(allowDestroyOverride(STACK, addresses)).toBeUndefined();
    },
  );
});
