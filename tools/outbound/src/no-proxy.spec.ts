import { isDirect } from './no-proxy';

const ECS = 'https://ecs.eu-west-1.amazonaws.com';

describe('what is reached without the proxy', () => {
  it.each([
    ['a host', 'ecs.eu-west-1.amazonaws.com', ECS, true],
    ['a host in capitals', 'ECS.eu-west-1.AmazonAWS.com', ECS, true],
    ['another host', 'ecr.eu-west-1.amazonaws.com', ECS, false],
    ['a domain', 'amazonaws.com', ECS, true],
    ['the domain itself', 'acme.dev', 'https://acme.dev', true],
    ['the end of a word', 'aws.com', ECS, false],
    ['a suffix', '.amazonaws.com', ECS, true],
    ['a suffix, but not the domain itself', '.acme.dev', 'https://acme.dev', false],
    ['a suffix with a star', '*.amazonaws.com', ECS, true],
    ['everybody', '*', ECS, true],
    ['one of several', 'a.example, .amazonaws.com', ECS, true],
    ['parted by blanks', 'a.example amazonaws.com', ECS, true],
    ['the port of https', 'amazonaws.com:443', ECS, true],
    ['another port', 'amazonaws.com:8443', ECS, false],
    ['a port that is named', '.corp:8443', 'https://proxy.corp:8443', true],
    ['the port of a WebSocket', 'amazonaws.com:443', 'wss://ssmmessages.eu-west-1.amazonaws.com', true],
    ['an address', '10.1.2.3', 'http://10.1.2.3', true],
    ['the end of an address', '2.3', 'http://10.1.2.3', false],
    ['a range', '10.0.0.0/8', 'http://10.1.2.3', true],
    ['beside the range', '10.0.0.0/8', 'http://11.1.2.3', false],
    ['a range of version 6', 'fd00::/8', 'http://[fd00::12]', true],
    ['an address of version 6 and a port', '[fd00::12]:8080', 'http://[fd00::12]:8080', true],
    ['a range that is none', '10.0.0.0/99', 'http://10.1.2.3', false],
    ['nobody', '', ECS, false],
    ['only commas', ' , ,', ECS, false],
  ])('%s: NO_PROXY=%s for %s', (_, list, url, expected) => {
    expect(isDirect(new URL(url), list)).toBe(expected);
  });

  it.each([
    'http://127.0.0.1:4566',
    'http://127.9.9.9',
    'http://localhost:3000',
    'https://web.localhost',
    'http://[::1]:80',
    'ws://127.0.0.1:4566/x',
    'http://LOCALHOST.',
  ])('this machine, whatever NO_PROXY says: %s', (url) => {
    expect(isDirect(new URL(url), '')).toBe(true);
  });
});
