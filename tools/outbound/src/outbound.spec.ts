import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { outboundAgent } from './outbound-agent';
import { outboundFetch, type OutboundRequest } from './outbound-fetch';
import { sampleCompany, type SampleCompany } from './sample-company';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const echo: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += String(chunk)));
  request.on('end', () => {
    response.writeHead(request.url === '/absent' ? 404 : 200, { 'x-host': request.headers.host });
    response.end(`${request.method} ${request.url} ${body}`);
  });
};

async function company(refusal?: number): Promise<SampleCompany> {
  const made = await sampleCompany(echo, refusal);
  closers.push(made.close);
  return made;
}

async function fetched(url: string, env: NodeJS.ProcessEnv, init: OutboundRequest = {}) {
  const response = await outboundFetch(url, { ...init, env });
  return { status: response.status, host: response.headers.get('x-host'), body: await response.text() };
}

describe('a request', () => {
  it.each([
    ['HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS'],
    ['https_proxy', 'AWS_CA_BUNDLE'],
  ])('goes through %s and trusts %s', async (proxies, trusts) => {
    const { proxy, authority, asked } = await company();
    const env = { [proxies]: proxy, [trusts]: authority };

    expect(await fetched('https://hooks.slack.com/a?b=1', env, { method: 'POST', body: 'word' })).toEqual({
      status: 200,
      host: 'hooks.slack.com',
      body: 'POST /a?b=1 word',
    });
    expect(asked).toEqual(['hooks.slack.com:443']);
  });

  it('in the clear goes through HTTP_PROXY', async () => {
    const { proxy, asked } = await company();

    const { status, body } = await fetched('http://packages.example/absent', { HTTP_PROXY: proxy });

    expect([status, body]).toEqual([404, 'GET /absent ']);
    expect(asked).toEqual(['http://packages.example/absent']);
  });

  it('tells the proxy who asks', async () => {
    const { proxy, authority, credentials } = await company();
    const HTTPS_PROXY = proxy.replace('//', '//jo:a%20word@');

    await fetched('https://api.github.com/', { HTTPS_PROXY, AWS_CA_BUNDLE: authority });

    expect(credentials).toEqual([`Basic ${Buffer.from('jo:a word').toString('base64')}`]);
  });

  it('to this machine, or to whom NO_PROXY names, does not reach the proxy', async () => {
    const { proxy, asked } = await company();
    const server: Server = createServer(echo);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const env = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: '.invalid' };

    const { status } = await fetched(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, env);
    await expect(fetched('https://slipway.invalid/', env)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { hostname: 'slipway.invalid' },
    });

    expect(status).toBe(200);
    expect(asked).toEqual([]);
  });

  it.each([
    [407, 'it wants a name and a password'],
    [403, 'ask whoever runs it'],
  ])('that the proxy answers with %i fails by its name, never as the host', async (status, words) => {
    const { proxy } = await company(status);

    const failed = fetched('https://api.github.com/', { HTTPS_PROXY: proxy });

    await expect(failed).rejects.toMatchObject({ cause: { code: 'EPROXY' } });
    await expect(failed).rejects.toMatchObject({ cause: { message: expect.stringContaining(words) } });
  });

  it('to a host whose authority nobody named is refused', async () => {
    const { proxy } = await company();

    await expect(fetched('https://api.github.com/', { HTTPS_PROXY: proxy })).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/SELF_SIGNED/) },
    });
  });

  it('ends with the reason of its signal', async () => {
    const { proxy, authority } = await company();
    const signal = AbortSignal.abort(new Error('enough'));

    await expect(
      fetched('https://api.github.com/', { HTTPS_PROXY: proxy, AWS_CA_BUNDLE: authority }, { signal }),
    ).rejects.toThrow('enough');
  });
});

describe('an agent', () => {
  it('is made only where the environment asks for one', () => {
    expect(outboundAgent({ NO_PROXY: '*' })).toBeUndefined();
    expect(outboundAgent({ HTTPS_PROXY: 'http://p:1' })).toBeDefined();
    expect(outboundAgent({ http_proxy: 'http://p:1' })).toBeDefined();
  });

  it.each([
    ['/absent/ca.pem', 'cannot be read'],
    [__filename, 'holds no certificate'],
  ])('says what is wrong with the authorities in %s', (file, words) => {
    expect(() => outboundAgent({ NODE_EXTRA_CA_CERTS: file })).toThrow(words);
    expect(() => outboundAgent({ AWS_CA_BUNDLE: file })).toThrow(words);
  });
});
