import { checkRequests } from '@slipway/tool-cloud';
import type { AppliedState } from './applied-state';
import { beginEmpty, leaveNothing, type Baseline } from './leave-nothing';
import { Unexpected, type Step } from './rehearsal';
import { environmentFile, type WorkspaceCopy } from './workspace-copy';
import { requestsToAws } from './requests-to-aws';
import { releaseWords, type Stage } from './stage';

/** Where pushes land, and where promotions go: the names that their folders have. */
export const STAGING = 'staging';
export const PROD = 'prod';

/**
 * Old tasks of production are given 10 seconds in each roll instead of the minute that is their default: nobody asks for
 * anything here that takes longer, and there are many rolls.
 */
export function drainBriefly(workspace: WorkspaceCopy): void {
  workspace.edit(environmentFile(PROD), 'release: [', 'drainSeconds: 10, release: [');
}

/** Both environments are deployed, live, and are destroyed. */
export function fromNothingToNothing(
  stage: Stage,
  applied: AppliedState,
  middle: readonly Step[] = [],
): readonly Step[] {
  let before: Baseline;
  return [
    startEmpty(stage, (baseline) => (before = baseline)),
    deployBoth(stage, applied),
    ...firstReleases(stage),
    ...middle,
    {
      name: 'destroy both',
      run: async () => {
        await leaveNothing(stage, before);
        return 'no account has anything left, and the cloud has stopped';
      },
    },
    requestsToAws(stage, { deployed: true }),
  ];
}

export function startEmpty(stage: Stage, began: (before: Baseline) => void): Step {
  return {
    name: 'start an embedded cloud',
    run: async () => {
      checkRequests({ workspace: stage.workspace.root });
      began(await beginEmpty(stage, [STAGING, PROD]));
      return 'two accounts, each as a bootstrap leaves it';
    },
  };
}

async function deploy(stage: Stage): Promise<void> {
  await Promise.all([STAGING, PROD].map((name) => stage.expect(0, ['deploy', name, '-y'])));
}

export function deployBoth(stage: Stage, applied: AppliedState): Step {
  return {
    name: 'deploy staging and prod',
    run: async () => {
      await deploy(stage);
      await applied.keep();
      return 'applied; nothing released yet';
    },
  };
}

export function bringBack(stage: Stage, applied: AppliedState): Step {
  return {
    name: 'bring back staging and prod as they were deployed',
    run: async () => {
      checkRequests({ workspace: stage.workspace.root });
      await applied.bringBack();
      // Nothing to do, unless a database's port is somebody else's by now.
      await deploy(stage);
      return 'nothing released yet; --full deploys and destroys them';
    },
  };
}

export function firstReleases(stage: Stage): Step[] {
  return [
    {
      name: 'push v1 to staging',
      run: async () => {
        const record = await stage.record('live', ['release', STAGING]);
        await answers(stage, STAGING, record.version);
        return releaseWords(record);
      },
    },
    {
      name: 'promote it to prod',
      run: async () => {
        const record = await stage.record('live', ['promote', PROD, '-y']);
        await answers(stage, PROD, record.version);
        await stage.unchanged(PROD);
        return `${releaseWords(record)}, a plan has no changes`;
      },
    },
  ];
}

/** Users get that release. */
export async function answers(stage: Stage, environment: string, version: number) {
  const page = await stage.page(environment);
  if (page.release !== `v${version}`)
    throw new Unexpected(`${environment} serves ${page.release}, not v${version}.`);
  return page;
}
