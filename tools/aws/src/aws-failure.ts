import { Failure, npxSlipway } from '@slipway/tool-terminal';
import { complaintOf, type AwsComplaint } from './complaint';
import { goneOf } from './gone';

/** What a message needs to say what is safe and what to do. */
export interface AwsFailureContext {
  readonly environment: string;
  readonly cloud: 'aws' | 'embedded';
  /** What the caller knows to be safe, as a sentence: `Nothing was changed.` */
  readonly safe: string;
}

/**
 * What went wrong at AWS as one message that says what happened, what is safe and what to do. What nobody at a terminal
 * can act on passes through.
 *
 * @returns a Failure, or the error itself
 */
export function awsFailure(error: unknown, context: AwsFailureContext): Error {
  if (error instanceof Failure) return error;
  const complaint = complaintOf(error);
  if (complaint) return FAILURES[complaint.about](complaint, context);
  const gone = goneOf(error);
  if (gone !== undefined) return goneFailure(gone, context);
  return error instanceof Error ? error : new Error(String(error));
}

/** Of what a deploy or a release had made, and what somebody or another tool removed. */
function goneFailure(said: string, { environment, safe }: AwsFailureContext): Failure {
  return new Failure(
    'refused',
    `AWS no longer has something that "${environment}" was made with: somebody or another tool removed it. ${safe}\nWhat it is: ${npxSlipway('doctor', environment)}. What Terraform made, a deploy makes again: ${npxSlipway('deploy', environment)}\nAWS said: ${said}`,
  );
}

type Say = (complaint: AwsComplaint, context: AwsFailureContext) => Failure;

const FAILURES: { readonly [about in AwsComplaint['about']]: Say } = {
  missing: (_, { environment, safe }) =>
    new Failure(
      'credentials',
      `There are no AWS credentials. ${safe}\nSet AWS_PROFILE to a profile of the account of "${environment}" and sign in (for example: aws sso login), or work on the embedded cloud with --embedded.`,
    ),
  expired: ({ message }, { environment, safe }) =>
    new Failure(
      'credentials',
      `AWS does not accept the credentials: they have expired or are not valid. ${safe}\nSign in again (for example: aws sso login), then repeat the command for "${environment}".\nAWS said: ${message}`,
    ),
  clock: ({ message }, { safe }) =>
    new Failure(
      'credentials',
      `AWS does not accept the signature: the clock of this machine is off by more than AWS allows. ${safe}\nSet the clock, then repeat the command.\nAWS said: ${message}`,
    ),
  denied: ({ message }, { environment, safe }) => {
    const action = /not authorized to perform:? ([\w-]+:[\w*]+)/.exec(message)?.[1];
    return new Failure(
      'credentials',
      `The credentials lack the right to do this${action ? ` (${action})` : ''}. ${safe}\nUse a role that has it, in the account of "${environment}".\nAWS said: ${message}`,
    );
  },
  throttled: ({ message }, { safe }) =>
    new Failure(
      'throttled',
      `AWS refused, again and again, because the account makes too many requests at once. ${safe}\nWait a minute and repeat the command.\nAWS said: ${message}`,
    ),
  network: ({ message }, { environment, cloud, safe }) =>
    cloud === 'embedded'
      ? new Failure(
          'cloud',
          `The embedded cloud does not answer. ${safe}\nStart it by deploying again: ${npxSlipway('deploy', environment)}`,
        )
      : new Failure(
          'failed',
          `AWS cannot be reached from here. ${safe}\nCheck the network (a VPN; a proxy, which HTTPS_PROXY names and NO_PROXY goes round), then repeat the command.\nThe attempt ended with: ${message}`,
        ),
  untrusted: ({ message }, { safe }) =>
    new Failure(
      'failed',
      `What answers in place of AWS shows a certificate of an authority that is not known here; a company's proxy often does. ${safe}\nPut that authority into a file (PEM), name it in NODE_EXTRA_CA_CERTS, and repeat the command.\nThe attempt ended with: ${message}`,
    ),
  trouble: ({ message }, { safe }) =>
    new Failure(
      'failed',
      `AWS answered, again and again, that it has an error of its own. ${safe}\nhttps://health.aws.amazon.com says whether it is known; repeat the command later.\nAWS said: ${message}`,
    ),
};
