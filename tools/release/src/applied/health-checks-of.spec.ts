import { SampleWorld } from '../sample/sample-world';
import { withHealthChecksOf } from './health-checks-of';
import { notApplied } from './not-applied';

const before = { settings: new SampleWorld().environment, resources: { 'aws_a.b': '1' } };
const now = {
  settings: new SampleWorld({ healthCheck: { path: '/up' }, environment: { A: 'b' } }).environment,
  resources: { 'aws_a.b': '2' },
};

it('leaves the health checks as what is not applied, and nothing else', () => {
  const noted = withHealthChecksOf(before, now);

  expect(notApplied(noted, now)).toEqual({
    settings: [expect.stringMatching(/^services\.web\.healthCheck\.path: .* → "\/up"$/)],
    resources: [],
  });
});

it('notes no settings where none were known', () => {
  expect(withHealthChecksOf({ resources: {} }, now)).toEqual({ resources: now.resources });
  expect(withHealthChecksOf(undefined, now)).toEqual({ resources: now.resources });
});

it('of a service that is new, there is no other', () => {
  const { web } = now.settings.services;
  const more = { ...now, settings: { ...now.settings, services: { web: web!, worker: web! } } };
  expect(withHealthChecksOf(before, more).settings?.services['worker']).toEqual(web);
});
