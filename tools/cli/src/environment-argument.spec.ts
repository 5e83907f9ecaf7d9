import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEnvironment } from './environment-argument';

it('says where the first environment of a workspace comes from', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'slipway-empty-'));
  try {
    expect(() => checkEnvironment('staging', workspace)).toThrow('Copy environments/staging');
  } finally {
    rmSync(workspace, { recursive: true });
  }
});
