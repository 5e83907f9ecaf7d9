import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentNames } from '@slipway/tool-synth';
import { listedAddresses, movedAddresses } from './addresses';
import { INVARIANTS } from './invariants';
import { ROOT } from './root';
import type { Stack } from './stack';
import { synthesizedFrom } from './synthesized-from';

describe.each(environmentNames(ROOT))('%s', (name) => {
  let stack: Stack;

  // A busy machine takes its time to synthesize.
  beforeAll(async () => {
    stack = await synthesizedFrom(ROOT, name);
  }, 60_000);

  it('has the addresses of the reviewed list', () => {
    const moved = movedAddresses(stack, listedAddresses(ROOT, name));
    if (moved) throw new Error(moved);
  });

  it('comes out the same byte for byte, in another folder and time zone', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'slipway-synth-'));
    try {
      execFileSync(process.execPath, [join(ROOT, 'tools/synth/bin/synth.mjs'), name], {
        cwd: ROOT,
        env: { ...process.env, CDKTF_OUTDIR: outdir, TZ: 'Pacific/Kiritimati' },
      });
      expect(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')).toBe(stack.text);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  }, 60_000);

  describe.each(INVARIANTS)('$area', ({ claims }) => {
    it.each(Object.entries(claims))('%s', (_, check) => check(stack));
  });
});
