import fc from 'fast-check';
import { terraformOverride } from './terraform-override';

const MARKS = { s3_use_path_style: true, max_retries: 4 };
const S3 = { bucket: 'state', key: 'acme.tfstate', region: 'eu-west-1', use_lockfile: true };

test.each([
  ['one provider as cdktf writes it', [{ region: 'eu-west-1' }], [MARKS]],
  ['one provider as a block', { region: 'eu-west-1' }, [MARKS]],
  [
    'aliases, each by its name',
    [{ region: 'eu-west-1' }, { alias: 'us-east-1', region: 'us-east-1' }],
    [MARKS, { alias: 'us-east-1', ...MARKS }],
  ],
])('%s', (_, aws, expected) => {
  expect(terraformOverride({ provider: { aws } })).toEqual({ provider: { aws: expected } });
});

test('a backend is repeated whole, since Terraform replaces it', () => {
  expect(terraformOverride({ terraform: { backend: { s3: S3 } } })).toEqual({
    terraform: { backend: { s3: { ...S3, use_path_style: true } } },
  });
});

test('a stack without AWS and without S3 needs nothing', () => {
  expect(terraformOverride({})).toEqual({});
  expect(terraformOverride({ terraform: { backend: {} }, provider: {} })).toEqual({});
});

const block = fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), fc.jsonValue());
const provider = fc.record({
  alias: fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { nil: undefined }),
  rest: block,
});

test('every provider is overridden under its own alias, and nothing of it is repeated but that', () => {
  fc.assert(
    fc.property(fc.array(provider, { minLength: 1 }), (providers) => {
      const aws = providers.map(({ alias, rest }) => ({ ...rest, ...(alias !== undefined && { alias }) }));
      const stack = { provider: { aws: aws as { [argument: string]: unknown }[] } };
      const overrides = [terraformOverride(stack).provider?.aws ?? []].flat();
      expect(overrides.map(({ alias }) => alias)).toEqual(stack.provider.aws.map(({ alias }) => alias));
      for (const { alias: _, ...rest } of overrides) expect(rest).toEqual(MARKS);
    }),
  );
});

test('the account check is never switched off, and neither is another', () => {
  fc.assert(
    fc.property(block, (s3) => {
      const override = JSON.stringify(
        terraformOverride({ provider: { aws: {} }, terraform: { backend: { s3 } } }),
      );
      const asked = JSON.stringify(s3);
      for (const skip of override.match(/skip_\w+/g) ?? []) expect(asked).toContain(skip);
    }),
  );
});

test('the stack is left as it was', () => {
  const stack = { provider: { aws: [{ region: 'eu-west-1' }] }, terraform: { backend: { s3: S3 } } };
  const before = structuredClone(stack);
  terraformOverride(stack);
  expect(stack).toEqual(before);
});
