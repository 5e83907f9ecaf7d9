import type { OpenEnvironment } from '@slipway/tool-aws';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { logGroupOf } from './names';

export interface LogQuery {
  readonly services: readonly string[];
  /** Milliseconds since 1970. */
  readonly from: number;
  /** In CloudWatch's own language. @default everything */
  readonly filter?: string;
}

/** A line of a service's log. */
export interface LogEvent {
  readonly id: string;
  readonly service: string;
  readonly taskId: string;
  /** ISO 8601. */
  readonly at: string;
  readonly message: string;
}

/**
 * What the services' logs have since a moment, a page at a time, in order within each service.
 *
 * @throws Failure `refused` when there is no log: nothing is deployed; `usage` when CloudWatch does not accept the filter
 */
export async function* readLogs(open: OpenEnvironment, query: LogQuery): AsyncGenerator<readonly LogEvent[]> {
  for (const service of query.services) yield* readLog(open, service, query);
}

async function* readLog(open: OpenEnvironment, service: string, { from, filter }: LogQuery) {
  const [client, { paginateFilterLogEvents }] = await Promise.all([
    open.clients.logs(),
    import('@aws-sdk/client-cloudwatch-logs'),
  ]);
  const wanted = {
    logGroupName: logGroupOf(open.environment, service),
    startTime: from,
    ...(filter !== undefined && { filterPattern: filter }),
  };
  try {
    for await (const page of paginateFilterLogEvents({ client }, wanted)) {
      // By time whichever task they are of, so that a request can be followed from one to the other.
      const events = (page.events ?? []).map((event) => logEvent(service, event)).sort(byTime);
      if (events.length > 0) yield events;
    }
  } catch (error) {
    throw inWords(error, open, service);
  }
}

function byTime(a: LogEvent, b: LogEvent): number {
  return Date.parse(a.at) - Date.parse(b.at);
}

/** A stream is `<prefix>/<container>/<task>`. */
function logEvent(
  service: string,
  { eventId = '', logStreamName = '', timestamp = 0, message = '' }: FilteredLogEvent,
): LogEvent {
  return {
    id: eventId,
    service,
    taskId: logStreamName.slice(logStreamName.lastIndexOf('/') + 1),
    at: new Date(timestamp).toISOString(),
    message: message.replace(/\n$/, ''),
  };
}

function inWords(error: unknown, { environment: { name } }: OpenEnvironment, service: string): unknown {
  const { name: kind, message } = error as Error;
  if (kind === 'ResourceNotFoundException') {
    return new Failure(
      'refused',
      `There is no log of ${service} in "${name}", because it is not deployed. Deploy it with: ${npxSlipway('deploy', name)}`,
    );
  }
  if (kind !== 'InvalidParameterException') return error;
  return new Failure(
    'usage',
    `CloudWatch does not accept that filter: ${message}\nWrite a word as it is, and in quotes if it has more than letters and digits: --filter '"GET /healthz"'`,
  );
}
