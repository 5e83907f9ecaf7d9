import { atLeast, atMost, benchmarksPage, megabytes, seconds } from './table';

describe('the page of benchmarks', () => {
  it('names date and machine, and says which target was met', () => {
    const page = benchmarksPage({
      machine: 'a machine',
      date: new Date('2026-11-23T22:10:00Z'),
      rounds: 5,
      rows: [
        atMost('synth', 0.45, 0.6, seconds),
        atMost('memory', 151.4, 150, megabytes),
        atLeast('faster', 9, 8, (value) => `${value} ×`),
        { what: 'reference', measured: '12.3 s' },
      ],
      app: [atMost('a build', 9, 20, seconds)],
      releases: [atMost('a roll', 21, 20, seconds)],
    });

    expect(page).toContain('\n2026-11-23, a machine\n');
    expect(page.split('\n').filter((line) => line.startsWith('| '))).toEqual([
      '| what | measured | target | |',
      '| --- | --- | --- | --- |',
      '| synth | 0.45 s | at most 0.60 s | met |',
      '| memory | 151 MB | at most 150 MB | missed |',
      '| faster | 9 × | at least 8 × | met |',
      '| reference | 12.3 s | | |',
      '| what | measured | target | |',
      '| --- | --- | --- | --- |',
      '| a build | 9.00 s | at most 20.0 s | met |',
      '| what | measured | target | |',
      '| --- | --- | --- | --- |',
      '| a roll | 21.0 s | at most 20.0 s | missed |',
    ]);
  });

  it('counts a value that equals the limit as met', () => {
    expect(atMost('x', 150, 150, megabytes).target?.met).toBe(true);
    expect(atLeast('x', 8, 8, String).target?.met).toBe(true);
  });
});
