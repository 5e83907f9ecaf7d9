import { problemWith } from './sample';

describe('the firewall', () => {
  test('needs the CDN', () => {
    expect(problemWith({ edge: { cdn: false, firewall: true } })?.subject).toBe('edge.firewall');
    expect(problemWith({ edge: { cdn: true, firewall: true } })).toBeUndefined();
    expect(problemWith({ edge: { cdn: false, firewall: false } })).toBeUndefined();
  });

  test('is not held against a CDN setting that is unreadable', () => {
    expect(problemWith({ edge: { cdn: 'no', firewall: true } })?.subject).toBe('edge.cdn');
  });
});
