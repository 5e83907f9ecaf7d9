import type { ReleaseRecord } from '../record/release-record';
import { outcome, startWords, type OutcomeContext } from '../present/release-words';
import type { Announcer } from './announcer';
import { deliver, REAL_TIME } from './deliver';

/** Slack cuts a message's text beyond 40,000 characters and folds it far earlier. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const MOST_LOG_CHARACTERS = 1_500;

/** Tells a Slack channel through an incoming webhook. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export function slackAnnouncer(webhook: string, time = REAL_TIME): Announcer {
  const post = async (text: string) => {
    const delivery = await deliver(webhook, { text, unfurl_links: false, unfurl_media: false }, {}, time);
    return delivery.ok ? undefined : `Slack was not told: ${delivery.why}.`;
  };
  return {
    started: (record) => post(escapeMrkdwn(startWords(record))),
    ended: (record, context) => post(slackText(record, context)),
  };
}

/** The words of the terminal, as Slack's mrkdwn. */
export function slackText(record: ReleaseRecord, context?: OutcomeContext): string {
  const { good, headline, logs, next } = outcome(record, context);
  const lines = [`${good ? '✓' : '✗'} ${escapeMrkdwn(headline)}`];
  if (logs.length > 0) lines.push(codeBlock(logs));
  if (next) lines.push(`Next: ${code(next)}`);
  return lines.join('\n');
}

/**
 * Text of others as text: `<!channel>` calls nobody, `<https://…|here>` is no link.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function codeBlock(lines: readonly string[]): string {
  // From the end, where the error is. Cut before it is escaped, so that no escape is cut in two.
  const text = lines.join('\n').slice(-MOST_LOG_CHARACTERS);
  return `\`\`\`\n${escapeMrkdwn(text.replaceAll('```', "'''"))}\n\`\`\``;
}

function code(text: string): string {
  return `\`${escapeMrkdwn(text.replaceAll('`', "'"))}\``;
}
