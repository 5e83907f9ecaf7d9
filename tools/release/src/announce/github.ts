import type { ReleaseRecord } from '../record/release-record';
import { outcome, startWords, type OutcomeContext } from '../present/release-words';
import type { Announcer } from './announcer';
import { deliver, REAL_TIME, timeBudget, type Delivery } from './deliver';

export interface GitHubOptions {
  /** May write deployments. */
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  /** @default https://api.github.com */
  readonly apiUrl?: string;
}

/** GitHub refuses a longer one. https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status */
const LONGEST_DESCRIPTION = 140;
const NOT_TOLD = 'GitHub was not told';

/**
 * Shows releases as GitHub deployments: one each, of its commit, with a status for its start and its end.
 * https://docs.github.com/en/rest/deployments/deployments#create-a-deployment
 */
export function gitHubAnnouncer(
  { token, repository, apiUrl = 'https://api.github.com' }: GitHubOptions,
  time = REAL_TIME,
): Announcer {
  // By release: its start and its end are told apart in time, and the end may be all that gets through.
  const deployments = new Map<string, number>();
  const url = `${apiUrl.replace(/\/+$/, '')}/repos/${repository}/deployments`;
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  };

  const tell = async (record: ReleaseRecord, status: object): Promise<string | undefined> => {
    if (!record.commit) return undefined;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) return `${NOT_TOLD}: GITHUB_REPOSITORY is not owner/name.`;
    const budget = timeBudget(time);
    const post = (path: string, body: object) => deliver(`${url}${path}`, body, headers, time, budget);
    const key = `${record.environment} ${record.version}`;
    let id = deployments.get(key);
    if (id === undefined) {
      const created = await post('', deploymentOf(record, record.commit.sha));
      id = created.ok ? idOf(created.body) : undefined;
      if (id === undefined) return `${NOT_TOLD}: ${whyOf(created)}.`;
      deployments.set(key, id);
    }
    const told = await post(`/${id}/statuses`, status);
    return told.ok ? undefined : `${NOT_TOLD}: ${told.why}.`;
  };

  return {
    started: (record) =>
      tell(record, { state: 'in_progress', description: short(startWords(record)), ...runOf(record) }),
    ended: (record, context) => tell(record, statusOf(record, context)),
  };
}

/** What is created for a release. GitHub is to neither merge nor wait: the release has begun. */
function deploymentOf({ version, environment, reason }: ReleaseRecord, ref: string): object {
  return {
    ref,
    environment,
    task: 'deploy',
    description: `v${version}`,
    payload: { version, reason },
    auto_merge: false,
    required_contexts: [],
  };
}

function statusOf(record: ReleaseRecord, context?: OutcomeContext): object {
  const { good, headline } = outcome(record, context);
  return {
    state: good ? 'success' : 'failure',
    description: short(headline),
    auto_inactive: good,
    ...(context?.url && good && { environment_url: context.url }),
    ...runOf(record),
  };
}

function runOf({ by }: ReleaseRecord): object {
  return by.runUrl ? { log_url: by.runUrl } : {};
}

function idOf(body: string): number | undefined {
  try {
    const { id } = JSON.parse(body) as { id?: unknown };
    return Number.isSafeInteger(id) ? (id as number) : undefined;
  } catch {
    return undefined;
  }
}

function whyOf(delivery: Delivery): string {
  return delivery.ok ? 'its answer names no deployment' : delivery.why;
}

function short(text: string): string {
  return text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION - 1)}…` : text;
}
