import { proxyFor } from './proxy-for';

const find = (url: string, env: NodeJS.ProcessEnv) => proxyFor(new URL(url), env)?.href;

describe('the proxy of an address', () => {
  it.each([
    ['https://a.example', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1/'],
    ['https://a.example', { https_proxy: 'http://p:1' }, 'http://p:1/'],
    ['wss://a.example', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1/'],
    ['http://a.example', { HTTP_PROXY: 'http://p:1' }, 'http://p:1/'],
    ['http://a.example', { http_proxy: 'https://p' }, 'https://p/'],
    ['https://a.example', { HTTPS_PROXY: 'p.corp:3128' }, 'http://p.corp:3128/'],
    ['https://a.example', { HTTPS_PROXY: 'http://jo:word@p:1' }, 'http://jo:word@p:1/'],
    ['https://a.example', { HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' }, 'http://upper/'],
    ['https://a.example', { HTTPS_PROXY: '', https_proxy: 'http://lower' }, 'http://lower/'],
    ['https://a.example', { HTTP_PROXY: 'http://p:1' }, undefined],
    ['http://a.example', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://a.example', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.example' }, undefined],
    ['https://a.example', { HTTPS_PROXY: 'http://p:1', no_proxy: '.example' }, undefined],
    ['https://127.0.0.1:4566', { HTTPS_PROXY: 'http://p:1' }, undefined],
    ['https://a.example', {}, undefined],
  ])('%s with %j', (url, env, expected) => expect(find(url, env)).toBe(expected));

  it.each(['socks5://jo:word@p:1', 'http://', '://word'])('refuses %s and does not repeat it', (proxy) => {
    const look = () => find('https://a.example', { HTTPS_PROXY: proxy });

    expect(look).toThrow('HTTPS_PROXY does not name a proxy that Slipway can use');
    expect(look).not.toThrow('word');
  });
});
