import { recordedOutput } from './recorded-output';
import { consentToProduction } from './production';

const PROD = { name: 'prod', tier: 'production' } as const;
const silent = () => Promise.reject(new Error('asked'));

/** Somebody at a terminal, or nobody. */
const answering = (text: () => Promise<string>, interactive = true) => ({
  output: recordedOutput(interactive).output,
  prompt: { text, confirm: silent },
});

describe('consent to production', () => {
  it.each([
    ['staging', { name: 'staging', tier: 'staging' } as const, answering(silent)],
    ['production with the flag', PROD, { ...answering(silent, false), yes: true }],
    ['production with its name', PROD, answering(() => Promise.resolve('prod'))],
  ])('goes on: %s', async (_, environment, consent) => {
    await expect(consentToProduction(environment, 'opens a shell', consent)).resolves.toBeUndefined();
  });

  it('is wanted where nobody can be asked', async () => {
    await expect(consentToProduction(PROD, 'opens a shell', answering(silent, false))).rejects.toMatchObject({
      kind: 'notConfirmed',
      message: expect.stringContaining('--yes-production'),
    });
  });

  it.each(['', 'yes', 'Prod'])('"%s" is none', async (answer) => {
    const consent = answering(() => Promise.resolve(answer));

    await expect(consentToProduction(PROD, 'opens a shell', consent)).rejects.toMatchObject({ exitCode: 14 });
  });
});
