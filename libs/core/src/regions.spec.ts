import { firstZones, region, REGION_NAMES, takesCdnLogs, uncertainZones } from './regions';

test.each(REGION_NAMES)('%s has enough zones for every environment, each once', (name) => {
  const zones = firstZones(name, 3);
  expect(new Set(zones).size).toBe(3);
  expect(zones.every((zone) => /^[a-f]$/.test(zone))).toBe(true);
});

test.each([
  ['eu-west-1', 'ab', 'abc'],
  ['ap-northeast-1', 'ac', 'acd'],
  ['ca-central-1', 'ab', 'abd'],
  ['us-west-1', 'ab', 'abc'],
])('the first zones of %s', (name, two, three) => {
  expect(firstZones(name, 2).join('')).toBe(two);
  expect(firstZones(name, 3).join('')).toBe(three);
});

test.each(['af-south-1', 'ap-east-1', 'eu-central-2', 'il-central-1', 'me-south-1', 'mx-central-1'])(
  '%s is off until it is turned on, and takes no logs of the CDN',
  (name) => {
    expect(region(name)?.optIn).toBe(true);
    expect(takesCdnLogs(name)).toBe(false);
  },
);

test.each(['us-east-1', 'eu-west-1', 'ap-northeast-3', 'sa-east-1'])('%s takes them', (name) =>
  expect(takesCdnLogs(name)).toBe(true),
);

test.each([
  ['eu-north-1', '100'],
  ['us-west-2', '100'],
  ['ap-south-1', '200'],
  ['me-central-1', '200'],
  ['ap-southeast-2', 'all'],
  ['sa-east-1', 'all'],
])('who lives near %s has an edge in class %s', (name, priceClass) =>
  expect(region(name)?.priceClass).toBe(priceClass),
);

test.each(['eu-west-9', 'toString', ''])('%s is no region', (name) => expect(region(name)).toBeUndefined());

test.each([
  ['ap-northeast-1', ['ap-northeast-1a', 'ap-northeast-1b'], ['ap-northeast-1b']],
  ['us-west-1', ['us-west-1a', 'us-west-1c'], ['us-west-1a', 'us-west-1c']],
  ['eu-west-1', ['eu-west-1a', 'eu-west-1d'], ['eu-west-1d']],
  ['eu-west-1', ['eu-west-1a', 'eu-west-1b'], []],
])('in %s, of %j an account may lack %j', (name, zones, lacking) =>
  expect(uncertainZones(name, zones)).toEqual(lacking),
);
