import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '@slipway/tool-home';
import { motoVersion } from '../moto';
import type { Manifest } from './manifest';

/** What makes points here, and is to read them. */
export type Versions = Pick<Manifest, 'moto' | 'slipway'>;

export function versions(): Versions {
  const { version } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string };
  return { moto: motoVersion(), slipway: version };
}
