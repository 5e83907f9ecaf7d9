import {
  clusterFinding,
  assetBucketFinding,
  releaseBucketFinding,
  repositoryFinding,
  secretsFinding,
  servicesFinding,
  stateBucketFinding,
} from './place-findings';

const slipway = (verb: string, ...rest: readonly string[]) => ['slipway', verb, 'qa', ...rest].join(' ');

describe.each([
  ['the state bucket', stateBucketFinding, 'A bucket for the state'],
  ['the image repository', repositoryFinding, 'A registry for images'],
])('%s', (_, judge, section) => {
  it('is made once by hand on AWS, and by a deploy on the embedded cloud', () => {
    const missing = { name: 'it', isThere: false };

    expect(judge({ name: 'it', isThere: true }, 'aws', slipway)).toEqual({ state: 'good', found: 'it' });
    expect(judge(missing, 'aws', slipway)).toMatchObject({
      state: 'bad',
      found: 'it is not there',
      fix: expect.stringContaining(section),
    });
    expect(judge(missing, 'embedded', slipway)).toMatchObject({ state: 'bad', fix: 'slipway deploy qa' });
  });
});

it('the release bucket comes with the first deploy', () => {
  expect(releaseBucketFinding({ name: 'it', isThere: true }, slipway).state).toBe('good');
  expect(releaseBucketFinding({ name: 'it', isThere: false }, slipway)).toEqual({
    state: 'bad',
    found: 'it is not there: nothing was deployed yet',
    fix: 'slipway deploy qa',
  });
});

it.each([
  ['that is there', 'it', true, 'good', 'it'],
  ['that is not there', 'it', false, 'bad', 'it is not there: a release would be refused'],
  [
    'that nobody wants',
    undefined,
    false,
    'good',
    'none: files are served by the tasks that have them (edge.assets is off)',
  ],
])('an asset bucket %s', (_, name, isThere, state, found) => {
  expect(assetBucketFinding(name, isThere, slipway)).toMatchObject({ state, found });
});

it.each([
  ['ACTIVE', 'good', 'acme-qa'],
  ['INACTIVE', 'bad', 'acme-qa is not there'],
  ['DEPROVISIONING', 'bad', 'acme-qa is DEPROVISIONING'],
  [undefined, 'bad', 'acme-qa is not there'],
])('a cluster of status %p', (status, state, found) => {
  expect(clusterFinding('acme-qa', status, slipway)).toMatchObject({ state, found });
});

it.each([
  [{ web: 'ACTIVE', worker: 'ACTIVE' }, 'good', 'web, worker: active'],
  [{ web: 'ACTIVE', worker: 'DRAINING' }, 'bad', 'worker is DRAINING'],
  [{ web: undefined }, 'bad', 'web is not there'],
])('services %j', (statuses, state, found) => {
  expect(servicesFinding(statuses, slipway)).toMatchObject({ state, found });
});

it('each missing secret is told with the command that sets it', () => {
  expect(secretsFinding({}, slipway).state).toBe('good');
  expect(secretsFinding({ web: ['A', 'B'], worker: ['C'] }, slipway)).toEqual({
    state: 'bad',
    found: 'web needs A, B; worker needs C',
    fix: 'slipway config set qa A\nslipway config set qa B\nslipway config set qa C --service worker',
  });
});
