import { deploy, destroy } from '@slipway/tool-deploy';
import { gitCommits } from '@slipway/tool-release';
import { describeEnvironment, synthesize } from '@slipway/tool-synth';
import { commitsBetween, hasLocalChanges, isRepository } from './history';
import { appImage, buildAhead, imageState } from './image';
import { probe } from './probe';
import type { TerminalOptions } from './terminal-options';
import { readFirewallLog } from './firewall-log';
import { openForRelease, type ReleasableEnvironment } from './releasable-environment';

/** Everything that a verb of this tool sets going, so that each can be tried without an account, git or Terraform. */
export interface ShipWorld {
  /** @throws Failure and SynthError, both with an `exitCode` */
  readonly open: (
    name: string,
    options: Pick<TerminalOptions, 'workspace' | 'embedded' | 'env' | 'output'>,
    signal?: AbortSignal,
    before?: ReleasableEnvironment,
  ) => Promise<ReleasableEnvironment>;
  readonly synthesize: typeof synthesize;
  readonly describe: typeof describeEnvironment;
  readonly readFirewallLog: (open: ReleasableEnvironment) => ReturnType<typeof readFirewallLog>;
  readonly appImage: typeof appImage;
  readonly imageState: typeof imageState;
  readonly buildAhead: typeof buildAhead;
  readonly deploy: typeof deploy;
  readonly destroy: typeof destroy;
  readonly commitsBetween: typeof commitsBetween;
  readonly hasLocalChanges: typeof hasLocalChanges;
  readonly isRepository: typeof isRepository;
  readonly probe: typeof probe;
  readonly describeCommit: (
    workspace: string,
    commit: string,
  ) => ReturnType<ReturnType<typeof gitCommits>['describe']>;
  /** Ends the process, after a second Ctrl-C. */
  readonly leave: () => void;
}

const REAL: ShipWorld = {
  open: openForRelease,
  synthesize,
  describe: describeEnvironment,
  readFirewallLog: (open) => readFirewallLog(open),
  appImage,
  imageState,
  buildAhead,
  deploy,
  destroy,
  commitsBetween,
  hasLocalChanges,
  isRepository,
  probe,
  describeCommit: (workspace, commit) => gitCommits(workspace).describe(commit),
  leave: () => process.exit(130),
};

export function worldOf({ world }: { readonly world?: ShipWorld }): ShipWorld {
  return world ?? REAL;
}
