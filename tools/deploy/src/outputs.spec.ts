import { onEmbeddedCloud, plainOutputs, renderOutputs } from './outputs';

const OUTPUTS = {
  url: { value: 'https://acme.example', sensitive: false },
  nameServers: { value: ['ns-1.example', 'ns-2.example'], sensitive: false },
  password: { value: 'hush', sensitive: true },
  ports: { value: { web: 3000, name: 'x' }, sensitive: false },
  count: { value: 2, sensitive: false },
};

describe('outputs', () => {
  it('are shown in two columns, without secrets', () => {
    expect(renderOutputs(OUTPUTS)).toBe(`count        2
nameServers  ns-1.example
             ns-2.example
password     (secret)
ports        web: 3000
             name: x
url          https://acme.example`);
    expect(renderOutputs({})).toBe('');
  });

  it('of any other kind are shown as JSON', () => {
    const open = (value: unknown) => renderOutputs({ x: { value, sensitive: false } });

    expect(open(null)).toBe('x  null');
    expect(open(false)).toBe('x  false');
    expect(open([1, 'two'])).toBe('x  0: 1\n   1: two');
  });

  it('are handed on without secrets unless those are asked for', () => {
    expect(plainOutputs(OUTPUTS)).not.toHaveProperty('password');
    expect(Object.keys(plainOutputs(OUTPUTS))).toEqual(['count', 'nameServers', 'ports', 'url']);
    expect(plainOutputs(OUTPUTS, true)).toMatchObject({ password: 'hush', url: 'https://acme.example' });
  });
});

describe('on the embedded cloud', () => {
  const url = { value: 'https://acme.example', sensitive: false };

  it('the name on AWS is shown as that, with what opens it here', () => {
    expect(renderOutputs(onEmbeddedCloud({ url }, 'npx slipway open local'))).toBe(
      'url  https://acme.example (on AWS; here: npx slipway open local)',
    );
  });

  it('all else is as it is', () => {
    const { url: _url, ...others } = OUTPUTS as { url?: unknown };
    expect(onEmbeddedCloud(others as typeof OUTPUTS, 'x')).toBe(others);
  });
});
