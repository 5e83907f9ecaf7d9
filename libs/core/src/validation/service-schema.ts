import { optional, record, string } from 'zod/mini';
import { FARGATE_CPUS } from '../fargate';
import { formatCpu, parseCpu, parseMemory } from '../size';
import { either, quote } from '../wording';
import { choice, flag, list, pattern, section, size, text, whole } from './field';

const CPUS = FARGATE_CPUS.map((units) => quote(formatCpu(units)));

const cpu = size(parseCpu, either(CPUS), (units) =>
  units !== undefined && FARGATE_CPUS.includes(units)
    ? undefined
    : 'Choose one of the sizes that Fargate has.',
);

const memory = size(parseMemory, "a size such as '512 MB' or '1 GB'", (mebibytes) =>
  mebibytes === undefined ? "Write a number and MB or GB, such as '512 MB'." : undefined,
);

/** A command, which no shell splits. */
function words(example: string, fixOfNone: string) {
  return list(text('a text'), `a list of words such as ${example}`, ({ length }) =>
    length === 0 ? fixOfNone : undefined,
  );
}

export const serviceSchema = section({
  app: optional(
    pattern(
      /^[A-Za-z0-9][\w.-]{0,62}$/,
      "the name of a folder below apps, such as 'api'",
      'Letters, digits, dots, dashes and underscores; rename the folder if it has others.',
    ),
  ),
  cpu: optional(cpu),
  memory: optional(memory),
  port: optional(
    whole(
      1024,
      65535,
      'Containers run without root, which alone may open lower ports; the load balancer takes 80 and 443 for users.',
    ),
  ),
  command: optional(words("['node', 'server.js']", "Leave it out for the image's own command, or name one.")),
  release: optional(
    words("['node', 'migrate.js']", 'Leave it out if a release has nothing to run first, or name a command.'),
  ),
  migrate: optional(choice('release-phase', 'on-start')),
  environment: optional(record(string(), text('a text'), 'an object of texts')),
  secrets: optional(
    list(text('the name of a secret, not its value'), "a list of names such as ['SESSION_KEY']"),
  ),
  healthCheck: optional(
    section({
      path: optional(
        pattern(
          /^\/[\x21-\x7e]{0,1023}$/,
          "a path such as '/healthz'",
          'Start it with a slash and leave out host and spaces.',
        ),
      ),
      intervalSeconds: optional(whole(5, 300)),
      healthyAfter: optional(whole(2, 10)),
    }),
  ),
  startSeconds: optional(whole(10, 600, 'A release would give up before a slower start is over.')),
  drainSeconds: optional(
    whole(0, 900, 'Every roll takes that long. What lasts longer has to be able to connect again.'),
  ),
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, read 2026-11-28
  stopSeconds: optional(whole(1, 120, 'Fargate waits no longer.')),
  scaling: optional(
    section({
      min: optional(whole(1, 5000)),
      max: optional(whole(1, 5000)),
      cpuPercent: optional(whole(10, 90, 'Lower leaves tasks idle, higher notices too late.')),
      requestsPerTask: optional(whole(1, 1_000_000)),
    }),
  ),
  architecture: optional(choice('x86_64', 'arm64')),
  writableRoot: optional(flag()),
});
