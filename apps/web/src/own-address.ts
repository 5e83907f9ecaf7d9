/**
 * A page of ours by its whole address, as visitors know it: for e-mails, feeds, what other sites are told, redirects that
 * have to be absolute. `new URL(path, request.url)` is none of it: Next knows only where it listens, and makes
 * `https://localhost:3000` of it.
 *
 * CDN and load balancer pass on the host that the visitor typed as `Host`, and say in `X-Forwarded-Proto` how. Nothing is
 * taken from `X-Forwarded-Host`: neither of them writes it, so it is whatever a visitor sends.
 *
 * @param path of a page of ours; what leads to another site leads to the first page instead
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function ownAddress(headers: Headers, path = '/'): URL {
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  const home = new URL(`${protocol}://${hostOf(headers)}/`);
  const address = URL.canParse(path, home) ? new URL(path, home) : home;
  return address.origin === home.origin ? address : home;
}

/** `Host` as far as it is one: a name or address and perhaps a port. */
function hostOf(headers: Headers): string {
  const host = headers.get('host') ?? '';
  return /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host) && URL.canParse(`http://${host}`)
    ? host
    : 'localhost';
}
