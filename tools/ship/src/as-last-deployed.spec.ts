import { Failure } from '@slipway/tool-terminal';
import { asLastDeployed } from './as-last-deployed';
import { SampleShip } from './sample-ship';

/** What is written, after it was deployed with other limits; and how to open it. */
async function edited() {
  const ship = new SampleShip();
  await ship.noted();
  const { settings: before } = ship.describedAs();
  const web = before.services['web']!;
  ship.edited = { services: { web: { ...web, scaling: { ...web.scaling, max: 9 } } } };
  const located = { ...(await ship.open('staging')), environment: ship.describedAs().settings };
  return { located, store: ship.account().store, before };
}

it('is what the last deploy noted, beside what is written', async () => {
  const { located, store, before } = await edited();
  const { environment, written } = await asLastDeployed(located, undefined, store);
  expect(environment.services).toEqual(before.services);
  expect(written.services['web']?.scaling.max).toBe(9);
});

describe('where the note cannot be read', () => {
  const denied = Object.assign(new Error('not authorized to perform: s3:GetObject'), {
    name: 'AccessDenied',
  });
  const expired = Object.assign(new Error('expired'), { name: 'ExpiredToken' });

  async function opened(error: Error, lenient: boolean) {
    const { located, store } = await edited();
    const get = () => Promise.reject(error);
    const why: string[] = [];
    const unreadable = lenient ? (words: string) => void why.push(words) : undefined;
    const open = await asLastDeployed(located, unreadable, { ...store, get } as unknown as typeof store);
    return { max: open.environment.services['web']?.scaling.max, why };
  }

  it('a release is not made', async () => {
    await expect(opened(denied, false)).rejects.toMatchObject({ kind: 'credentials' });
  });

  it.each([
    ['for lack of the right to', denied, 's3:GetObject'],
    ['as it is none', new Failure('failed', 'applied.json is not what a deploy writes.'), 'applied.json'],
  ])('%s, whoever helps in trouble goes by the file and hears why', async (_, error, words) => {
    const { max, why } = await opened(error, true);
    expect({ max, why }).toEqual({ max: 9, why: [expect.stringContaining(words)] });
  });

  it('what would stop everything else as well is told at once', async () => {
    await expect(opened(expired, true)).rejects.toMatchObject({ kind: 'credentials' });
  });
});

it('what was never deployed is as it is written', async () => {
  const ship = new SampleShip();
  const open = await ship.open('staging');
  const { environment, written } = await asLastDeployed(open, undefined, ship.account().store);
  expect(environment).toEqual(written);
});
