import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile } from './logs';

const directory = mkdtempSync(join(tmpdir(), 'slipway-logs-'));

afterAll(() => rmSync(directory, { recursive: true }));

test('the last five starts keep their logs', () => {
  const instances = Array.from({ length: 8 }, (_, n) => `2026110${n + 1}T000000-00000000`);
  for (const instance of instances) writeFileSync(logFile(join(directory, 'logs'), instance), 'line\n');
  expect(readdirSync(join(directory, 'logs')).sort()).toEqual(
    instances.slice(-5).map((instance) => `${instance}.log`),
  );
});
