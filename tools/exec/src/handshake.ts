/** What the agent asks of a client before a session begins. */
export interface HandshakeRequest {
  readonly AgentVersion: string;
  readonly RequestedClientActions: readonly HandshakeAction[];
}

export interface HandshakeAction {
  readonly ActionType: string;
  readonly ActionParameters: unknown;
}

/** https://github.com/aws/session-manager-plugin/blob/mainline/src/message/handshakemessage.go */
const STATUS = { success: 1, failed: 2, unsupported: 3 } as const;

export interface HandshakeAnswer {
  readonly response: object;
  /** Why this client cannot take part. @default it can */
  readonly refusal?: string;
}

/** Sessions of ECS Exec are of these types; all of them are a stream of bytes each way. */
const SESSION_TYPES = ['Standard_Stream', 'InteractiveCommands', 'NonInteractiveCommands'];

/** What this client answers. It cannot encrypt with KMS, and says so. */
export function answerHandshake(request: HandshakeRequest, version: string): HandshakeAnswer {
  const processed = request.RequestedClientActions.map(processAction);
  const errors = processed.map(({ Error }) => Error).filter((error) => error !== '');
  return {
    response: { ClientVersion: version, ProcessedClientActions: processed, Errors: errors },
    ...(errors.length > 0 ? { refusal: errors.join(' ') } : {}),
  };
}

function processAction({ ActionType, ActionParameters }: HandshakeAction) {
  const done = { ActionType, ActionStatus: STATUS.success, ActionResult: null, Error: '' };
  if (ActionType === 'KMSEncryption') {
    return {
      ...done,
      ActionStatus: STATUS.unsupported,
      Error:
        'This session is encrypted with a KMS key, which needs the session-manager-plugin of AWS. Install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html',
    };
  }
  if (ActionType !== 'SessionType') {
    return { ...done, ActionStatus: STATUS.unsupported, Error: `Unsupported action ${ActionType}.` };
  }
  const { SessionType } = ActionParameters as { readonly SessionType: string };
  if (SESSION_TYPES.includes(SessionType)) return done;
  return { ...done, ActionStatus: STATUS.failed, Error: `Unknown session type ${SessionType}.` };
}
