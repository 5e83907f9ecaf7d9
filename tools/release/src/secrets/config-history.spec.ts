import { liftHold } from '../ledger/hold';
import { Ledger } from '../ledger/ledger';
import { configDiffLines, configHistoryLines } from '../present/config-lines';
import { SampleWorld } from '../sample/sample-world';
import { release } from '../verbs/release';
import { rollback } from '../verbs/rollback';
import { configDiff } from './config-diff';
import { configHistory, type ConfigHistoryOptions } from './config-history';
import { Secrets } from './secrets';

const PLAIN = { color: false, interactive: false, columns: 100 } as const;

let world: SampleWorld;
beforeEach(() => (world = new SampleWorld(undefined, { worker: true })));

function secrets(by = 'Ada') {
  const { ports } = world.process();
  return new Secrets({ environment: world.environment, ...ports, by, now: () => world.time });
}

const values = (...names: readonly string[]) => new Map(names.map((name) => [name, 'hunter2']));

const history = (options: Partial<ConfigHistoryOptions> = {}) =>
  configHistory(
    { store: world.store, ledger: new Ledger('staging', world.store) },
    { count: 20, ...options },
  );

async function live(letter: string): Promise<void> {
  await liftHold(world.store);
  const { ports, tell } = world.process();
  await release(world.request(letter), ports, tell);
}

describe('the history', () => {
  beforeEach(async () => {
    world.parameters.set('/shop/staging/worker/TOKEN', 4);
    await secrets('Bob').set('web', values('KEY', 'MAIL'));
    await live('a');
    await secrets().set('web', values('KEY'), 'prod');
    await secrets().unset('web', ['MAIL']);
    await live('b');
    const { ports, tell } = world.process();
    await rollback(world.environment, 1, ports, tell, { withConfig: true });
  });

  it('tells who changed what, why, and which releases ran with it', async () => {
    const lines = configHistoryLines(await history(), PLAIN).map((line) => line.replaceAll(/ {2,}/g, ' | '));
    expect(lines.map((line) => line.replace(/^2026-\S+ \S+/, 'then'))).toEqual([
      'when (UTC) | who | secrets | why | live with it',
      'then | Ada | web KEY@1, web MAIL@1 | rollback to v1 | v3',
      'then | Ada | web -MAIL | unset | v2',
      'then | Ada | web KEY@2 | set from prod | no release',
      'then | Ada | worker TOKEN@4 | set or unset by another tool | v1',
      'then | Bob | web KEY@1, web MAIL@1 | set | no release',
    ]);
  });

  it('names each release beside the change that it made, also after several to the same one', async () => {
    const back = async () => {
      const { ports, tell } = world.process();
      await rollback(world.environment, 1, ports, tell, { withConfig: true });
    };
    await back();
    await secrets().set('web', values('NEW'));
    await live('c');
    await back();
    await live('d');
    expect((await history({ service: 'web' })).map(({ why, releases }) => [why, releases])).toEqual([
      ['rollback', [6, 7]],
      ['set', [5]],
      // The second of these two found set what it was to bring back.
      ['rollback', [3, 4]],
      ['unset', [2]],
      ['set', []],
      ['set', []],
    ]);
  });

  it('is of one secret or of one service where that is asked for, and of so many', async () => {
    const changes = async (options: Partial<ConfigHistoryOptions>) =>
      (await history(options)).map(({ change }) => change);

    expect(await changes({})).toEqual([5, 4, 3, 2, 1]);
    expect(await changes({ name: 'MAIL' })).toEqual([5, 4, 1]);
    expect(await changes({ service: 'worker' })).toEqual([2]);
    expect(await changes({ count: 2 })).toEqual([5, 4]);
    expect(JSON.stringify(await history())).not.toContain('hunter2');
  });
});

it('of nothing says so', async () => {
  expect(configHistoryLines(await history(), PLAIN)).toEqual(['Nothing of that was ever set here.']);
});

describe('the difference', () => {
  const staging = { environment: 'staging', config: { web: { KEY: 3, ONLY: 1 }, worker: {} } };
  const prod = { environment: 'prod', config: { web: { KEY: 9, OLD: 2 } } };

  it('names what only one of two environments has, and then what both have', () => {
    expect(configDiffLines(configDiff(staging, prod), ['staging', 'prod'], PLAIN)).toEqual([
      'secret  staging    prod',
      'OLD     not set    version 2',
      'ONLY    version 1  not set',
      'KEY     version 3  version 9',
    ]);
  });

  it('names services where there are several, and nothing where nothing is set', () => {
    const worker = { environment: 'prod', config: { worker: { KEY: 1 } } };
    expect(configDiffLines(configDiff(staging, worker), ['staging', 'prod'], PLAIN)[1]).toBe(
      'web KEY     version 3  not set',
    );
    const empty = { environment: 'prod', config: {} };
    expect(configDiffLines(configDiff(empty, empty), ['a', 'b'], PLAIN)).toEqual([
      'Nothing is set in either.',
    ]);
  });
});
