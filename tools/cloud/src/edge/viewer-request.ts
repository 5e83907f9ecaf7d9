import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { valuesOf, type HeaderList } from '../http/header-list';
import { acceptedEncodings, type Encoding } from './accepted-encodings';
import { behaviourFor } from './behaviour-for';
import type { Behaviour, Distribution } from './distribution';
import type { EdgeError } from './edge-page';

/** What a viewer asks for, and what the distribution declares about it. */
export interface ViewerRequest {
  /** Made up by the edge. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Without its question mark. @default there is none */
  readonly query?: string;
  readonly sent: HeaderList;
  /** Address of the viewer's end of the connection. */
  readonly viewer: string;
  /** That the viewer came to, such as `127.0.0.1:41234`. */
  readonly address: string;
  readonly behaviour: Behaviour;
  /** What the answer may be compressed with, as the behaviour's cache policy has it. */
  readonly encodings: readonly Encoding[];
}

export function viewerRequest(
  request: IncomingMessage,
  distribution: Distribution,
  id: string,
): ViewerRequest | EdgeError {
  const { method = '', url = '', rawHeaders: sent, headers, socket } = request;
  if (!url.startsWith('/')) return 'bad-request';
  const [path = '', query] = url.split(/\?(.*)/s);
  const behaviour = behaviourFor(distribution.behaviours, path);
  if (!behaviour?.allowedMethods.includes(method)) return 'method';
  return {
    id,
    method,
    path,
    ...(query !== undefined && { query }),
    sent,
    viewer: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    address: headers.host ?? '',
    behaviour,
    encodings: acceptedEncodings(valuesOf(sent, 'accept-encoding').join(','), behaviour.caching),
  };
}

export function newRequestId(): string {
  return randomBytes(42).toString('base64url');
}
