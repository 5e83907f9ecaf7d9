import { consentToProduction } from './production';

const PROD = { name: 'prod', tier: 'production' } as const;
const silent = () => Promise.reject(new Error('asked'));

describe('consent to production', () => {
  it.each([
    [{ name: 'staging', tier: 'staging' } as const, { interactive: true, ask: silent }],
    [PROD, { yes: true, interactive: false, ask: silent }],
    [PROD, { interactive: true, ask: () => Promise.resolve('prod') }],
  ])('%j with %j goes on', async (environment, consent) => {
    await expect(consentToProduction(environment, 'opens a shell', consent)).resolves.toBeUndefined();
  });

  it('is wanted where nobody can be asked', async () => {
    await expect(
      consentToProduction(PROD, 'opens a shell', { interactive: false, ask: silent }),
    ).rejects.toMatchObject({ kind: 'notConfirmed', message: expect.stringContaining('--yes-production') });
  });

  it.each(['', 'yes', 'Prod'])('"%s" is none', async (answer) => {
    const consent = { interactive: true, ask: () => Promise.resolve(answer) };

    await expect(consentToProduction(PROD, 'opens a shell', consent)).rejects.toMatchObject({ exitCode: 14 });
  });
});
