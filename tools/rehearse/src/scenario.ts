import type { AppliedState } from './applied-state';
import { DESTRUCTIVE_MIGRATION, editApp, NEW_HEADING, type AppVersion } from './app-edits';
import { handMadeChange } from './hand-made-change';
import {
  answers,
  bringBack,
  deployBoth,
  firstReleases,
  fromNothingToNothing,
  PROD,
  STAGING,
  startEmpty,
} from './life';
import { Unexpected, type Step } from './rehearsal';
import { requestsToAws } from './requests-to-aws';
import { loadWords, releaseWords, type Stage } from './stage';
import { environmentFile } from './workspace-copy';

/** What a rehearsal goes through. */
export interface Plot {
  readonly applied: AppliedState;
  /** Deploys both environments and destroys them in the end, whatever is kept. */
  readonly full: boolean;
}

/** The life of an app in two environments, good and bad, in the order in which a team would live it. */
export function scenario(stage: Stage, { applied, full }: Plot): readonly Step[] {
  const middle = [...ship(stage), ...goWrong(stage), ...goBack(stage), ...reconfigure(stage)];
  if (full) return fromNothingToNothing(stage, applied, middle);
  const begin = applied.isKept
    ? [bringBack(stage, applied)]
    : [startEmpty(stage, () => undefined), deployBoth(stage, applied)];
  const last = requestsToAws(stage, { deployed: !applied.isKept });
  return [...begin, ...firstReleases(stage), ...middle, last];
}

function ship(stage: Stage): Step[] {
  return [
    {
      name: 'push v2 under load',
      run: async () => {
        editApp(stage.workspace, 'another page');
        stage.workspace.commit('Another page');
        await stage.build(STAGING);
        const { load, ...record } = await stage.recordUnderLoad(STAGING, 'live', ['release', STAGING]);
        const { text } = await answers(stage, STAGING, record.version);
        if (!text.includes(NEW_HEADING)) throw new Unexpected('The page is still the old one.');
        return `${releaseWords(record)}; ${loadWords(load)}`;
      },
    },
    {
      name: 'preview its promotion',
      run: async () => {
        const { said } = await stage.expect(0, ['promote', PROD, '--dry-run']);
        for (const fact of ['Another page', DESTRUCTIVE_MIGRATION.name, DESTRUCTIVE_MIGRATION.step]) {
          if (!said.includes(fact)) throw new Unexpected(`The preview does not show "${fact}":\n${said}`);
        }
        return 'names the commit and the destructive migration';
      },
    },
    {
      name: 'promote v2 under load, 2 tasks',
      run: async () => {
        const { load, verb, ...record } = await stage.recordUnderLoad(PROD, 'live', ['promote', PROD, '-y']);
        await sameImage(stage, record.images);
        await answers(stage, PROD, record.version);
        return `${releaseWords(record)}, the whole command ${Math.round(verb)} s; ${loadWords(load)}`;
      },
    },
  ];
}

function goWrong(stage: Stage): Step[] {
  return [
    badPush(stage, 'crashes at start', 'rolled_back', /exits with code 1/),
    badPush(stage, 'is never healthy', 'rolled_back', /health/i),
    badPush(stage, 'has a migration that fails', 'failed', /release command|migrat/i),
    {
      name: 'push without a secret that the last deploy asks for',
      run: async () => {
        const takeBack = stage.workspace.edit(
          environmentFile(STAGING),
          "release: ['node', 'migrate.js']",
          "release: ['node', 'migrate.js'], secrets: ['STRIPE_KEY']",
        );
        // A release takes its settings from the last deploy.
        await stage.expect(0, ['deploy', STAGING, '-y']);
        const record = await stage.record('failed', ['release', STAGING]);
        takeBack();
        await stage.expect(0, ['deploy', STAGING, '-y']);
        if (!record.cause?.words.includes('STRIPE_KEY'))
          throw new Unexpected(`The cause is told as: ${record.cause?.words}`);
        return `refused: ${record.cause.words.split('\n')[0]}`;
      },
    },
  ];
}

/** A bad push that nobody but the team may notice. */
function badPush(stage: Stage, version: AppVersion, state: 'failed' | 'rolled_back', cause: RegExp): Step {
  return {
    name: `push one that ${version}`,
    run: async () => {
      const takeBack = editApp(stage.workspace, version);
      stage.workspace.commit(`One that ${version}`);
      await stage.build(STAGING);
      const before = await stage.page(STAGING);
      const { load, ...record } = await stage.recordUnderLoad(STAGING, state, ['release', STAGING]);
      takeBack();
      stage.workspace.commit(`Without what ${version}`);
      const after = await stage.page(STAGING);
      if (after.release !== before.release)
        throw new Unexpected(`${after.release} serves, not ${before.release}.`);
      const words = record.cause?.words ?? '';
      if (!cause.test(words)) throw new Unexpected(`The cause is told as: ${words}`);
      return `${releaseWords(record)}: ${words.split('\n')[0]} ${loadWords(load)}`;
    },
  };
}

function goBack(stage: Stage): Step[] {
  return [
    {
      name: 'roll prod back under load',
      run: async () => {
        const { said } = await stage.expect(0, ['rollback', PROD, '--dry-run']);
        if (!said.includes(DESTRUCTIVE_MIGRATION.step)) {
          throw new Unexpected(`The preview does not warn of what was dropped:\n${said}`);
        }
        const { load, ...record } = await stage.recordUnderLoad(PROD, 'live', ['rollback', PROD, '-y']);
        const { text } = await answers(stage, PROD, record.version);
        if (text.includes(NEW_HEADING)) throw new Unexpected('The page is still the new one.');
        await stage.unchanged(PROD);
        return `${releaseWords(record)}, a plan has no changes; ${loadWords(load)}`;
      },
    },
    {
      name: 'the hold refuses a promotion',
      run: async () => {
        await stage.expect(22, ['promote', PROD, '-y']);
        await stage.expect(0, ['unhold', PROD]);
        const record = await stage.record('live', ['promote', PROD, '-y']);
        return `until unhold; then ${releaseWords(record)}`;
      },
    },
  ];
}

function reconfigure(stage: Stage): Step[] {
  return [
    {
      name: 'change a secret',
      run: async () => {
        await stage.expect(0, ['config', 'set', STAGING, 'GREETING'], { input: 'hello' });
        const [record] = await stage.slipway.json<{ reason: string; state: string; version: number }[]>([
          'releases',
          STAGING,
        ]);
        if (record?.reason !== 'config' || record.state !== 'live') {
          throw new Unexpected(`The newest release is ${JSON.stringify(record)}.`);
        }
        await stage.unchanged(STAGING);
        await stage.expect(0, ['config', 'unset', STAGING, 'GREETING', '--no-release']);
        return `v${record.version} live, a plan has no changes`;
      },
    },
    {
      name: 'change the infrastructure',
      run: async () => {
        stage.workspace.edit(
          environmentFile(STAGING),
          "release: ['node', 'migrate.js']",
          "release: ['node', 'migrate.js'], environment: { BANNER: 'on' }",
        );
        await stage.expect(0, ['deploy', STAGING, '-y']);
        const [record] = await stage.slipway.json<{ reason: string; state: string; version: number }[]>([
          'releases',
          STAGING,
        ]);
        if (record?.reason !== 'infra' || record.state !== 'live') {
          throw new Unexpected(`The newest release is ${JSON.stringify(record)}.`);
        }
        await stage.unchanged(STAGING);
        return `v${record.version} live with the new template, a plan has no changes`;
      },
    },
    {
      name: 'find what somebody changed by hand',
      run: async () => {
        await handMadeChange(stage, STAGING);
        await stage.expect(3, ['plan', STAGING, '--detailed-exitcode']);
        await stage.expect(0, ['deploy', STAGING, '-y']);
        await stage.unchanged(STAGING);
        return 'the plan shows it, a deploy undoes it';
      },
    },
  ];
}

async function sameImage(stage: Stage, promoted: { readonly [service: string]: string }): Promise<void> {
  const [live] = await stage.slipway.json<{ images: { readonly [service: string]: string } }[]>([
    'releases',
    STAGING,
    '--count',
    '1',
  ]);
  if (live?.images['web'] !== promoted['web']) throw new Unexpected('prod runs another image than staging.');
}
