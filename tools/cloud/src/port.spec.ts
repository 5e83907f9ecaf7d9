import { portFrom } from './port';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['1', 1],
  ['4566', 4566],
  ['65535', 65_535],
])('SLIPWAY_CLOUD_PORT=%s asks for %s', (text, port) => {
  expect(portFrom({ SLIPWAY_CLOUD_PORT: text })).toBe(port);
});

test.each(['0', '65536', '-1', 'http', '4566x', '1e3', ' '])('SLIPWAY_CLOUD_PORT=%j is refused', (text) => {
  expect(() => portFrom({ SLIPWAY_CLOUD_PORT: text })).toThrow(`SLIPWAY_CLOUD_PORT is "${text}"`);
});
