import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from '@slipway/tool-browser';
import { cloudStatus, stopCloud } from '@slipway/tool-cloud';
import {
  beginEmpty,
  type Baseline,
  environmentFile,
  leftBehind,
  Stage,
  Visitor,
  WorkspaceCopy,
} from '@slipway/tool-rehearse';
import { ROOT } from './root';

const MINUTE = 60_000;
/** As teams have them: nothing in there is of Slipway but what the guide asks for. */
const OWN_APPS = join(ROOT, 'tools/verify/fixtures/apps');
const TIPS = 'apps/web/src/guest-book/tips-panel.tsx';
const SENTENCE = 'Say where you come from, and what brought you here.';

/**
 * A newcomer's first hour, by the command line: real Terraform, real provider, real app, real Postgres. That of staging
 * and prod is the rehearsal.
 */
describe('life of local', () => {
  let workspace: WorkspaceCopy;
  let stage: Stage;
  let before: Baseline;

  beforeAll(async () => {
    workspace = new WorkspaceCopy(ROOT);
    workspace.commit('The app as it is');
    stage = new Stage(workspace, () => undefined);
    before = await beginEmpty(stage, ['local']);
    await stopCloud({ workspace: workspace.root });
  });

  afterAll(async () => {
    await stopCloud({ workspace: workspace.root });
    workspace.remove();
  });

  it('begins with one command that ends with a page', async () => {
    const deployed = await stage.slipway.run(['deploy', 'local']);
    expect(deployed).toMatchObject({ code: 0 });
    expect(deployed.said).toContain(`v1 is live on local`);
    expect(deployed.said).toContain(await stage.url('local'));
    const page = await fetch(await stage.url('local'));
    expect(page.headers.get('x-release')).toBe('v1');
    expect(await page.text()).toContain('<h1>Guest book</h1>');
  });

  it('needs no change afterwards, and deploys nothing anew', async () => {
    const again = await stage.slipway.run(['deploy', 'local']);
    expect(again).toMatchObject({ code: 0 });
    expect(again.said).toContain('No changes: "local" is what its file says.');
    expect(await stage.slipway.json(['releases', 'local'])).toHaveLength(1);
  });

  it('serves a page of before with the files that it was built with', async () => {
    const browser = await openBrowser();
    try {
      const url = await stage.url('local');
      const visitor = await Visitor.enter(browser, url);
      await visitor.sign('Grace', '<b>first</b>');
      expect(await visitor.hasEntry('<b>first</b>')).toBe(true);
      const files = (await (await fetch(url)).text()).match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g) ?? [];

      workspace.edit(TIPS, SENTENCE, 'Tell us what brought you here.');
      workspace.commit('Other tips');
      expect(await stage.slipway.run(['release', 'local'])).toMatchObject({ code: 0 });
      expect((await fetch(url)).headers.get('x-release')).toBe('v2');

      expect(await visitor.openTips()).toBe(SENTENCE);
      await visitor.goToAbout();
      expect(visitor.problems).toEqual([]);
      expect(files.length).toBeGreaterThan(3);
      for (const file of new Set(files)) {
        const { status, headers } = await fetch(new URL(file, url));
        expect([file, status, headers.get('server')]).toEqual([file, 200, 'AmazonS3']);
        expect(headers.get('cache-control')).toContain('immutable');
      }
    } finally {
      await browser.close();
    }
  });

  it('changes nothing but the task template when a task gets more cpu', async () => {
    const takeBack = workspace.edit(
      environmentFile('local'),
      "cpu: '0.25 vCPU', memory: '512 MB'",
      "cpu: '0.5 vCPU', memory: '1 GB'",
    );
    const { changes } = await stage.slipway.json<{ changes: readonly object[] }>(['plan', 'local']);
    takeBack();
    expect(changes).toEqual([
      expect.objectContaining({
        action: 'update',
        type: 'aws_ecs_task_definition',
        // With what follows from the size.
        details: [
          'web: variable DATABASE_POOL_SIZE: "4" → "7"',
          'web: linuxParameters.tmpfs[0].size: 128 → 256',
          'web: memory: 512 → 1024',
          'cpu: "256" → "512"',
          'memory: "512" → "1024"',
        ],
      }),
    ]);
  });

  it('is there again after a stop and a start, without a deploy', async () => {
    const url = await stage.url('local');
    const entry = new URLSearchParams({ name: 'Ada', message: 'still here' });
    await fetch(`${url}/entries`, { method: 'POST', body: entry });
    const releases = await stage.slipway.json(['releases', 'local']);
    expect(await stage.slipway.run(['cloud', 'stop'])).toMatchObject({ code: 0 });
    expect(await cloudStatus({ workspace: workspace.root })).toBeUndefined();

    expect(await stage.slipway.run(['cloud', 'start'])).toMatchObject({ code: 0 });
    const page = await answer(url);
    expect(page.headers.get('x-release')).toBe('v2');
    expect(await page.text()).toContain('<p>still here</p>');
    expect(await stage.slipway.json(['releases', 'local'])).toEqual(releases);
    expect(await stage.slipway.run(['plan', 'local', '--detailed-exitcode'])).toMatchObject({ code: 0 });
  });

  it('runs another app by one folder and one line, in another language', async () => {
    const url = await stage.url('local');
    const root = async () => (await fetch(url)).text();
    cpSync(OWN_APPS, join(workspace.root, 'apps'), { recursive: true });
    workspace.edit(environmentFile('local'), "release: ['node', 'migrate.js']", "app: 'api'");
    workspace.commit('Our API');
    // It migrates nothing, which a deploy is to know first.
    expect(await stage.slipway.run(['deploy', 'local'])).toMatchObject({ code: 0 });
    expect(await stage.slipway.run(['release', 'local'])).toMatchObject({ code: 0 });
    expect(await root()).toBe('{"app":"api","language":"TypeScript"}');

    workspace.edit(environmentFile('local'), "app: 'api'", "app: 'reports'");
    workspace.commit('Our reports');
    expect(await stage.slipway.run(['release', 'local'])).toMatchObject({ code: 0 });
    expect(await root()).toBe('from Python');

    expect(await stage.slipway.run(['rollback', 'local'])).toMatchObject({ code: 0 });
    expect(await root()).toBe('{"app":"api","language":"TypeScript"}');

    // An app that is not edited has the image that it had, whatever else is.
    workspace.edit(environmentFile('local'), "app: 'reports'", "app: 'api'");
    workspace.edit('apps/reports/main.py', 'import sys', 'import sys  # for its end');
    const { digest } = await stage.slipway.json<{ readonly digest: string }>(['image', 'local']);
    const [live] = await stage.slipway.json<readonly { readonly images: { readonly web: string } }[]>([
      'releases',
      'local',
    ]);
    expect(live?.images.web).toBe(digest);
  });

  it('is destroyed and leaves nothing that AWS lists', async () => {
    expect(await stage.slipway.run(['destroy', 'local'])).toMatchObject({ code: 0 });
    expect(await leftBehind(stage, before)).toEqual([]);
  });
});

/** The first good answer of a site that comes back: its tasks start while the cloud answers already. */
async function answer(url: string): Promise<Response> {
  for (const deadline = performance.now() + MINUTE; ; await sleep(100)) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return response;
    if (performance.now() > deadline) throw new Error(`${url} does not come back: ${response?.status}`);
  }
}
