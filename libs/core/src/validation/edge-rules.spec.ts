import { problemsWith, problemWith, SAMPLE } from './sample';

describe.each(['firewall', 'assets', 'direct'])('edge.%s', (part) => {
  test('needs the CDN', () => {
    expect(problemWith({ edge: { cdn: false, [part]: true } })).toMatchObject({
      subject: `edge.${part}`,
      got: expect.stringContaining('with cdn false'),
      fix: expect.stringMatching(/^Turn the CDN on, or /),
    });
    expect(problemWith({ edge: { cdn: true, [part]: true } })).toBeUndefined();
    expect(problemWith({ edge: { cdn: false, [part]: false } })).toBeUndefined();
    expect(problemWith({ edge: { cdn: false } })).toBeUndefined();
  });

  test('is not held against a CDN setting that is unreadable', () => {
    expect(problemWith({ edge: { cdn: 'no', [part]: true } })?.subject).toBe('edge.cdn');
  });
});

test('all are told at once', () => {
  const problems = problemsWith({
    ...SAMPLE,
    edge: { cdn: false, firewall: true, assets: true, direct: true },
  });
  expect(problems.map(({ subject }) => subject)).toEqual(['edge.firewall', 'edge.direct', 'edge.assets']);
});
