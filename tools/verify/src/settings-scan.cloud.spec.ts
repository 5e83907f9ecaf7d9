import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanReport, scanStack } from '@slipway/tool-scan';
import { builtFrom } from './built';
import { ROOT } from './root';
import { packedSettings } from './settings-packed';

const folder = mkdtempSync(join(tmpdir(), 'slipway-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(packedSettings().map((spec, index) => ({ name: `settings-${index + 1}`, spec })))(
  'the scan finds nothing that is not on record in $name',
  async ({ name, spec }) => {
    const stackFile = join(folder, `${name}.json`);
    writeFileSync(stackFile, builtFrom(spec).text);
    const result = await scanStack(ROOT, name, stackFile);
    if (!result.clean) throw new Error(`${JSON.stringify(spec)}\n${scanReport([result])}`);
  },
  1_800_000,
);
