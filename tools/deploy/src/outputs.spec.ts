import { plainOutputs, renderOutputs } from './outputs';

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

  it('are handed on without secrets unless those are asked for', () => {
    expect(plainOutputs(OUTPUTS)).not.toHaveProperty('password');
    expect(plainOutputs(OUTPUTS, true)).toMatchObject({ password: 'hush', url: 'https://acme.example' });
  });
});
