import { execFileSync } from 'node:child_process';
import { exportLines } from './export-lines';

it('gives a shell exactly these values', () => {
  const lines = exportLines({ A: `it's "$HOME" \`x\``, B: undefined });
  const script = `B=there\n${lines}\nprintf '%s|%s' "$A" "\${B-gone}"`;

  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`it's "$HOME" \`x\`|gone`);
});
