import { ASKING, versions } from './sample-asking';

describe.each(Object.entries(ASKING))('consent to %s', (_, { run, name, line, question, prepare }) => {
  it('is asked for, and a yes ships', async () => {
    const ship = await prepare();
    const { options } = ship.options({ interactive: true });

    expect(await run(options)).toMatchObject({ exitCode: 0, record: { state: 'live', version: 3 } });
    expect(ship.asked).toEqual([question]);
  });

  it('is needed: a no changes nothing', async () => {
    const ship = await prepare();
    ship.answer = false;
    const before = await versions(ship, name);

    await expect(run(ship.options({ interactive: true }).options)).rejects.toMatchObject({ exitCode: 14 });
    expect(await versions(ship, name)).toEqual(before);
  });

  it('is given by -y', async () => {
    const ship = await prepare();

    expect(await run(ship.options({ yes: true }).options)).toMatchObject({ record: { state: 'live' } });
    expect(ship.asked).toEqual([]);
  });

  it('fails before anything is read where nobody can answer', async () => {
    const ship = await prepare();
    const { options, notes } = ship.options();

    await expect(run(options)).rejects.toMatchObject({
      exitCode: 14,
      message: expect.stringContaining(line),
    });
    expect(ship.asked).toEqual([]);
    expect(notes.join('\n')).not.toContain('v3');
  });

  it('is not needed for a dry run, which changes nothing', async () => {
    const ship = await prepare();
    const before = await versions(ship, name);
    const { options, text } = ship.options();
    const dry = { ...options, dryRun: true };

    const result = await run(dry);
    expect(result).toMatchObject({ record: undefined, exitCode: 0, preview: expect.any(Object) });
    expect(ship.asked).toEqual([]);
    expect(await versions(ship, name)).toEqual(before);
    expect(text()).not.toBe('');
  });

  it('shows nothing but JSON where that is asked for', async () => {
    const ship = await prepare();
    const { options, notes, results } = ship.options({ json: true, yes: true });

    await run(options);
    expect(notes).toEqual([]);
    expect(results.map((text) => JSON.parse(text) as object)).toEqual([
      expect.objectContaining({ state: 'live' }),
    ]);
  });
});
