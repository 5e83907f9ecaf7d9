import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EnvironmentSpec } from '@slipway/core';
import { environmentFile, type WorkspaceCopy } from '@slipway/tool-rehearse';

/** Writes an environment's file into a workspace, with the program that synthesizes it. @param folder whose it is */
export function writeEnvironment({ root }: WorkspaceCopy, folder: string, spec: EnvironmentSpec): void {
  const file = join(root, environmentFile(folder));
  mkdirSync(dirname(file), { recursive: true });
  cpSync(join(root, 'environments/staging/main.ts'), join(dirname(file), 'main.ts'));
  const text = JSON.stringify(spec, null, 2);
  writeFileSync(
    file,
    `import { defineEnvironment } from '@slipway/core';\n\nexport default defineEnvironment(${text});\n`,
  );
}
