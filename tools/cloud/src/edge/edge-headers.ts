import { endToEnd, valuesOf, withHeaders, without, type HeaderList } from '../http/header-list';
import type { Distribution, Forwarded, Origin } from './distribution';
import { withPolicy, type ResponseHeader } from './response-headers-policy';

export interface EdgeRequest {
  readonly sent: HeaderList;
  readonly method: string;
  /** Address of the viewer's end of the connection. */
  readonly viewer: string;
  /** Of this request, made up by the edge. */
  readonly id: string;
}

/**
 * Host name that the viewer's browser would have sent. On this machine it sends 127.0.0.1 and a port, which no app
 * expects to be called by.
 */
export function viewerHost({ aliases, domainName }: Distribution): string {
  return aliases[0] ?? domainName;
}

/**
 * What an origin is sent of a request's headers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function originHeaders(
  request: EdgeRequest,
  distribution: Distribution,
  origin: Origin,
  forwards: Forwarded,
): HeaderList {
  const { sent, method, viewer, id } = request;
  const passed = without(
    endToEnd(sent),
    (name) =>
      name === 'expect' || name === 'x-amz-cf-id' || (!forwards.everything && isHeldBack(name, method)),
  );
  return withHeaders(passed, {
    Host: forwards.host ? viewerHost(distribution) : origin.domainName,
    'X-Forwarded-For': [...valuesOf(sent, 'x-forwarded-for'), viewer].join(', '),
    Via: [...valuesOf(sent, 'via'), via(distribution)].join(', '),
    'X-Amz-Cf-Id': id,
    ...(!forwards.everything && { 'User-Agent': 'Amazon CloudFront' }),
    // The viewer of the real distribution comes by HTTPS; the plain HTTP is this machine's.
    ...(forwards.viewerHeaders && {
      'CloudFront-Forwarded-Proto': 'https',
      'CloudFront-Viewer-Address': viewer,
    }),
    ...origin.headers,
  });
}

export interface ViewerAnswer {
  readonly status: number;
  /** Of the request. */
  readonly id: string;
  /** That the viewer came to, such as `127.0.0.1:41234`. */
  readonly address: string;
  /** How long the edge has had it, in seconds. @default it came from the origin just now */
  readonly age?: number;
  readonly policy: readonly ResponseHeader[];
}

/**
 * What a viewer gets of an answer's headers. A redirect to the site's own name is led back to this machine, where the
 * name does not lead: it undoes what was done to `Host`.
 */
export function viewerHeaders(
  answered: HeaderList,
  { status, id, address, age, policy }: ViewerAnswer,
  distribution: Distribution,
): HeaderList {
  const host = viewerHost(distribution).replace(/\./g, '\\.');
  const own = new RegExp(`^https?://${host}(:443|:80)?(?=[/?#]|$)`, 'i');
  const location = valuesOf(answered, 'location')[0];
  const cache = status >= 400 ? 'Error' : age === undefined ? 'Miss' : 'Hit';
  return withHeaders(withPolicy(answered, policy), {
    ...(location !== undefined && { Location: location.replace(own, `http://${address}`) }),
    ...(age !== undefined && { Age: String(age) }),
    'X-Cache': `${cache} from cloudfront`,
    Via: [...valuesOf(answered, 'via'), via(distribution)].join(', '),
    'X-Amz-Cf-Pop': POINT_OF_PRESENCE,
    'X-Amz-Cf-Id': id,
  });
}

/** No airport is called that. */
const POINT_OF_PRESENCE = 'LOOP0-P1';

function via({ domainName }: Distribution): string {
  return `1.1 ${domainName} (CloudFront)`;
}

/** What CloudFront takes away unless a policy asks for it. */
function isHeldBack(name: string, method: string): boolean {
  if (name === 'authorization') return method === 'GET' || method === 'HEAD';
  return ['accept', 'accept-charset', 'accept-language', 'cookie', 'referer'].includes(name);
}
