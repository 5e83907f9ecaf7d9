import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisMachine, type Machine } from './machine';

let workspace: string;
let machine: Machine;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'slipway-doctor-'));
  machine = thisMachine({ workspace, env: { PATH: join(workspace, 'bin') } });
});
afterEach(() => rmSync(workspace, { recursive: true }));

function install(name: string, script: string): void {
  mkdirSync(join(workspace, 'bin'), { recursive: true });
  writeFileSync(join(workspace, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

describe('this machine', () => {
  it('is not given a Terraform for being looked at', async () => {
    expect(await machine.terraform()).toEqual({
      reason: 'terraform is not on the PATH; tofu is not on the PATH',
    });
  });

  it('says why a Terraform that was named cannot be used', async () => {
    const named = thisMachine({ workspace, env: { SLIPWAY_TERRAFORM: '/nowhere/terraform' } });

    await expect(named.terraform()).rejects.toMatchObject({ kind: 'toolMissing' });
  });

  it('repeats what programs say, and nothing of those that fail or are not there', async () => {
    install('well', 'echo "well 1.0 $1"');
    install('ill', 'echo half; exit 1');

    expect(await machine.said('well', '--version')).toBe('well 1.0 --version');
    expect(await machine.said('ill')).toBeUndefined();
    expect(await machine.said('none')).toBeUndefined();
  });

  it('reads JSON of the workspace', async () => {
    writeFileSync(join(workspace, 'there.json'), '{"a":1}');
    writeFileSync(join(workspace, 'torn.json'), '{"a":');

    expect(await machine.json('there.json')).toEqual({ a: 1 });
    expect(await machine.json('absent.json')).toBeUndefined();
    await expect(machine.json('torn.json')).rejects.toThrow('JSON');
  });

  it("knows AWS's plugin by the PATH", () => {
    expect(machine.sessionPlugin()).toBeUndefined();
    install('session-manager-plugin', 'exit 0');

    expect(machine.sessionPlugin()).toBe(join(workspace, 'bin', 'session-manager-plugin'));
  });
});
