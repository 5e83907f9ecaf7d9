import type { Environment } from '@slipway/core';
import { Failure } from './failure';
import type { Output } from './output';
import type { Prompt } from './prompt';

/** Whom to ask, and whether an answer was given beforehand. */
export interface Consent {
  /** Answer the question with yes. @default false */
  readonly yes?: boolean;
  readonly output: Pick<Output, 'interactive'>;
  readonly prompt: Prompt;
}

export interface Question {
  readonly text: string;
  /** It takes the environment's name instead of a yes. @default false */
  readonly typeName?: boolean;
}

type Subject = Pick<Environment, 'name' | 'tier'>;

/**
 * Fails early where nobody could answer the question at the end.
 *
 * @param howElse what was not done, and how to do it without a question
 * @throws Failure `notConfirmed`
 */
export function assertAnswerable(
  environment: Subject,
  howElse: string,
  { yes, output }: Pick<Consent, 'yes' | 'output'>,
): void {
  if (!mustAsk(environment, { yes }) || output.interactive) return;
  throw new Failure('notConfirmed', howElse);
}

/** @throws Failure `notConfirmed` when the answer is not a clear yes */
export async function confirm(
  environment: Subject,
  { text, typeName = false }: Question,
  consent: Consent,
): Promise<void> {
  if (!mustAsk(environment, consent)) return;
  const agreed = typeName
    ? (await consent.prompt.text(text)) === environment.name
    : await consent.prompt.confirm(text);
  if (!agreed) throw new Failure('notConfirmed', 'Not confirmed. Nothing was changed.');
}

/** A disposable environment is never asked about. */
function mustAsk({ tier }: Subject, { yes = false }: Pick<Consent, 'yes'>): boolean {
  return tier !== 'disposable' && !yes;
}
