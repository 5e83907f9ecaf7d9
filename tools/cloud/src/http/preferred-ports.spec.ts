import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOn } from './listen-on';
import { PreferredPorts } from './preferred-ports';

const directory = mkdtempSync(join(tmpdir(), 'slipway-ports-'));
const file = join(directory, 'cloud', 'ports.json');

afterAll(() => rmSync(directory, { recursive: true }));

test('what one remembered, the next one knows', () => {
  const ports = new PreferredPorts(file);
  expect(ports.of('a')).toBeUndefined();
  ports.remember('a', 1234);
  ports.remember('b', 1235);
  expect(new PreferredPorts(file).of('a')).toBe(1234);
  expect(new PreferredPorts(file).of('b')).toBe(1235);
});

test.each(['{"a":', 'null', '{"a":"http"}'])('%s is no memory', (text) => {
  writeFileSync(file, text);
  expect(new PreferredPorts(file).of('a')).toBeUndefined();
});

test('a port that somebody else has by now is replaced by another', async () => {
  const [one, other] = [createServer(), createServer()];
  const taken = await listenOn(one);
  const port = await listenOn(other, taken);
  expect(port).not.toBe(taken);
  expect(port).toBeGreaterThan(0);
  one.close();
  other.close();
});
