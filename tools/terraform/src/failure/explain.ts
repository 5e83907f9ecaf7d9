import { formatDiagnostic, realErrors, type Diagnostic } from './diagnostic';
import { Failure, npxSlipway, shellLine, type FailureKind } from '@slipway/tool-terminal';
import { describeLock, parseLockInfo } from './lock';

/** What a message needs to name the next command. */
export interface FailureContext {
  readonly environment: string;
  readonly cloud: 'aws' | 'embedded';
  /** `terraform` or `tofu`, as a person would type it. */
  readonly command: string;
  /** Terraform's working directory, from the workspace's root. */
  readonly directory: string;
  /** Terraform's raw output, from the workspace's root. */
  readonly log?: string;
}

interface Rule {
  readonly kind: FailureKind;
  readonly matches: RegExp;
  /** What to say. Rules whose text does not replace Terraform's own are followed by it. */
  readonly say: (context: FailureContext, match: RegExpExecArray, diagnostic: Diagnostic) => string;
  readonly replaces?: boolean | ((context: FailureContext) => boolean);
}

/** Most telling first: an apply that fails for one reason usually reports several. */
const RULES: readonly Rule[] = [
  {
    kind: 'stateNotSaved',
    matches: /Failed to persist state to backend/,
    replaces: ({ cloud }) => cloud === 'embedded',
    say: ({ environment, cloud, command, directory }) =>
      cloud === 'embedded'
        ? `The embedded cloud stopped before Terraform could save what it had made. It starts again as it was before this run; deploy "${environment}" again.`
        : [
            `What was changed in AWS is real, but the new state could not be written to the bucket. It is kept in ${directory}/errored.tfstate: do not delete that file.`,
            `Fix the cause below (expired credentials, no network), then deploy "${environment}" again: that pushes the kept state first. To push it by hand:`,
            `  ${shellLine({ environment, cloud }, `${command} -chdir=${directory} state push errored.tfstate`)}`,
            `The lock is perhaps still there; the next run says so, and how to release it.`,
          ].join('\n'),
  },
  {
    kind: 'cloud',
    matches: /(?:127\.0\.0\.1|localhost|\[::1\]):\d+[^\n]*connection refused/,
    replaces: true,
    say: (context) =>
      `The embedded cloud does not answer. Start it by deploying again: ${npxSlipway('deploy', context.environment)}`,
  },
  {
    kind: 'backendMissing',
    matches: /S3 bucket "([^"]+)" does not exist|NoSuchBucket/,
    replaces: true,
    say: (_, [, bucket]) =>
      `The bucket that keeps Terraform's state${bucket ? ` (${bucket})` : ''} does not exist. Nothing was changed.\ndocs/guide/aws-account.md says how to make it, once per account.`,
  },
  {
    kind: 'credentials',
    matches:
      /ExpiredToken|RequestExpired|token (?:included in the request )?(?:has|is) expired|SSO session|refresh(?:ed)? (?:SSO )?token|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKeyId/i,
    say: ({ environment }) =>
      `AWS does not accept the credentials: they have expired or are not valid. Sign in again (for example: aws sso login), then repeat the command for "${environment}".`,
  },
  {
    kind: 'credentials',
    matches:
      /No valid credential sources? found|no EC2 IMDS role found|failed to refresh cached credentials/i,
    replaces: true,
    say: ({ environment }) =>
      `There are no AWS credentials. Nothing was changed.\nSet AWS_PROFILE to a profile of the account of "${environment}" and sign in (for example: aws sso login), or run on the embedded cloud with --embedded.`,
  },
  {
    kind: 'guard',
    matches: /AWS account ID not allowed: (\d+)/,
    replaces: true,
    say: ({ environment }, [, account]) =>
      `The credentials belong to AWS account ${account}, but "${environment}" lives in another one. Nothing was changed.\nSwitch AWS_PROFILE, or correct aws.account in environments/${environment}/environment.ts.`,
  },
  {
    kind: 'guard',
    // Written by the network of libs: a plan compares the zones with those of the account.
    matches: /This account has no zone [\s\S]+?environment\.ts\./,
    replaces: true,
    say: (_, [words]) => words.replace(/\s+/g, ' '),
  },
  {
    kind: 'refused',
    matches: /Failed to unlock state: unable to retrieve file .*NoSuchKey/s,
    replaces: true,
    say: ({ environment }) =>
      `The state of "${environment}" is not locked, so there is nothing to release. Nothing was changed.`,
  },
  {
    kind: 'stalePlan',
    matches: /Saved plan is stale/,
    replaces: true,
    say: (context) =>
      `Someone changed "${context.environment}" after this plan was made, so it was not applied. Nothing was changed.\nPlan again and look at it: ${npxSlipway('deploy', context.environment)}`,
  },
  {
    kind: 'throttled',
    matches: /Throttl|Rate exceeded|TooManyRequests|RequestLimitExceeded|SlowDown/,
    say: () =>
      'AWS refused because the account makes too many requests at once. What was done is saved; wait a minute and repeat the command.',
  },
  {
    kind: 'failed',
    matches: /already exists|AlreadyExists|AlreadyOwnedByYou|EntityAlreadyExists/,
    say: ({ environment, cloud, command, directory }, _, { address }) =>
      [
        `AWS already has something with the name of ${address ?? 'a resource'}, but Terraform does not know about it. Either a run was killed while it created this, or it belongs to somebody else: another environment, another product in the account, someone who made it by hand.`,
        `Find out first whose it is: its tags name the app and the environment. Do not delete what another one uses. If it is this environment's own, let Terraform take it over: find its id and run`,
        `  ${shellLine({ environment, cloud }, `${command} -chdir=${directory} import ${address ?? '<address>'} <id>`)}`,
        `then deploy "${environment}" again.`,
      ].join('\n'),
  },
  {
    kind: 'credentials',
    matches: /AccessDenied|UnauthorizedOperation|not authorized to perform/,
    say: ({ environment }, _, { summary }) => {
      const action = /not authorized to perform:? ([\w:*]+)/.exec(summary)?.[1];
      return `The credentials lack the right to do this${action ? ` (${action})` : ''}. Use those of the role that deploys "${environment}".`;
    },
  },
  {
    kind: 'toolMissing',
    matches: /Failed to query available provider packages|could not connect to registry/,
    say: () =>
      'The AWS provider cannot be downloaded. Connect to the internet for the first run, or unpack a provider mirror (registry.terraform.io/hashicorp/aws/<version>/<platform>) under /usr/local/share/terraform/plugins.',
  },
  {
    kind: 'toolMissing',
    matches: /doesn't match any of the\s+checksums previously recorded/,
    say: ({ environment }) =>
      `The AWS provider that was found is not the one that environments/${environment}/.terraform.lock.hcl names, or its checksum for this platform is missing there. It was not used.`,
  },
  {
    kind: 'failed',
    matches: /x509: certificate signed by unknown authority|x509: .*certificate is not trusted/,
    say: () =>
      "What answers in place of AWS shows a certificate of an authority that is not known here; a company's proxy often does. What was done until then is in the state.\nPut that authority and the usual ones into one file (PEM), name it in AWS_CA_BUNDLE and SSL_CERT_FILE, and repeat the command.",
  },
  {
    kind: 'failed',
    matches:
      /no such host|proxyconnect tcp|Proxy Authentication Required|network is unreachable|no route to host|connection refused|TLS handshake timeout|i\/o timeout|connection reset by peer/i,
    say: () =>
      'AWS cannot be reached from here. What was done until then is in the state.\nCheck the network (a VPN; a proxy, which HTTPS_PROXY names and NO_PROXY goes round), then repeat the command.',
  },
];

/** Turns what Terraform said into one message. Never throws away an error that it does not know. */
export function explain(
  diagnostics: readonly Diagnostic[],
  context: FailureContext,
  now = new Date(),
): Failure {
  const errors = realErrors(diagnostics);
  const lock = errors.map(parseLockInfo).find((info) => info !== undefined);
  if (lock) return new Failure('locked', lockMessage(describeLock(lock, now), lock.id, context));

  for (const rule of RULES) {
    for (const diagnostic of errors) {
      const match = rule.matches.exec(`${diagnostic.summary}\n${diagnostic.detail}`);
      if (!match) continue;
      const said = rule.say(context, match, diagnostic);
      const replaces = typeof rule.replaces === 'function' ? rule.replaces(context) : rule.replaces;
      return new Failure(rule.kind, replaces ? said : `${said}\n\n${verbatim(errors, context)}`);
    }
  }
  return new Failure(
    'failed',
    `Terraform could not finish for "${context.environment}".\n\n${verbatim(errors, context)}`,
  );
}

function lockMessage(description: string, id: string, context: FailureContext): string {
  const { environment, command, directory } = context;
  return [
    `The state of "${environment}" is locked by another run. Nothing was changed.`,
    description,
    `Wait until that run has ended and repeat the command. Only if you know that it is gone (its machine was stopped, its CI job was killed), release the lock:`,
    `  ${npxSlipway('unlock', environment, id)}`,
    `which runs ${command} -chdir=${directory} force-unlock ${id}`,
  ].join('\n');
}

/** Terraform's own instructions for a state that could not be saved; ours fit the case. */
const SAID_BETTER = /^(?:Failed to save state|Failed to persist state|Error releasing the state lock)/;

/** Deletions that fail alike report alike: each text once. */
function verbatim(errors: readonly Diagnostic[], { log }: FailureContext): string {
  const telling = errors.filter(({ summary }) => !SAID_BETTER.test(summary));
  const paragraphs = [...new Set(telling.map(formatDiagnostic))];
  if (log) paragraphs.push(`Terraform's whole output: ${log}`);
  return paragraphs.join('\n\n');
}
