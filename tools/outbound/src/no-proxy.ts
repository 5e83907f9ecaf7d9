import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Whether a host is reached without the proxy.
 *
 * Go's rules (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config), as Terraform has them: `acme.dev` means it and
 * all below it, `.acme.dev` and `*.acme.dev` only what is below, `10.0.0.0/8` a range of addresses, `host:8443` one port,
 * `*` everybody. This machine itself is never reached through a proxy.
 *
 * @param list what `NO_PROXY` says: entries parted by commas or blanks
 */
export function isDirect(url: URL, list: string): boolean {
  const host = url.hostname.toLowerCase().replaceAll(/^\[|\]$|\.$/g, '');
  if (isLoopback(host)) return true;
  const port = url.port || DEFAULT_PORTS[url.protocol] || '';
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => covers(entry, host, port));
}

const DEFAULT_PORTS: { readonly [protocol: string]: string } = {
  'http:': '80',
  'ws:': '80',
  'https:': '443',
  'wss:': '443',
};

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isWithin(LOOPBACK, host);
}

function isWithin(addresses: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && addresses.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const range = rangeOf(entry);
  if (range) return isWithin(range, host);
  const { name, only } = parted(entry);
  if (only !== undefined && only !== port) return false;
  if (isIP(name) || isIP(host)) return name === host;
  const suffix = name.replace(/^\*(?=\.)/, '');
  return suffix.startsWith('.') ? host.endsWith(suffix) : host === suffix || host.endsWith(`.${suffix}`);
}

function rangeOf(entry: string): BlockList | undefined {
  const [, address = '', bits] = /^([^/]+)\/(\d+)$/.exec(entry) ?? [];
  const family = isIP(address);
  if (family === 0 || Number(bits) > (family === 6 ? 128 : 32)) return undefined;
  const range = new BlockList();
  range.addSubnet(address, Number(bits), family === 6 ? 'ipv6' : 'ipv4');
  return range;
}

/** `host:443`, `[::1]:443`; an address of version 6 alone is all colons. */
function parted(entry: string): { readonly name: string; readonly only?: string } {
  if (isIP(entry)) return { name: entry };
  const [, bracketed, plain, only] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry) ?? [];
  return { name: bracketed ?? plain ?? entry, only };
}
