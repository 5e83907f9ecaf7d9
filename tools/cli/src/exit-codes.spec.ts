import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT_CODES } from '@slipway/tool-terminal';

it('documents every exit code', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const documented = [...readme.matchAll(/^\| (\d+) \| .+ \|$/gm)].map(([, code]) => Number(code));

  expect(documented).toEqual(Object.values(EXIT_CODES).sort((a, b) => a - b));
});
