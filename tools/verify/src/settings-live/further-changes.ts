import type { SettingPath } from '../setting-path';
import type { BaseName } from './bases';

interface Values {
  readonly [path: string]: unknown;
}

/** Where a change begins, when it is not the base of staging. */
export interface Beginning {
  /** @default 'staging' */
  readonly base?: BaseName;
  /** Settings on top of the base, deployed one after the other before the change. @default none */
  readonly steps?: readonly Values[];
  /** What changes with the setting, because one excludes or needs the other. @default nothing */
  readonly with?: Values;
}

export interface FurtherChange extends Beginning {
  readonly setting: SettingPath;
  /** @default undefined: the default again */
  readonly value?: unknown;
}

/** Settings whose change to the values of the table has to begin elsewhere. */
export const BEGINNINGS: { readonly [path in SettingPath]?: Beginning } = {
  'services.web.migrate': { with: { 'services.web.release': undefined } },
};

const DIRECT = { 'edge.direct': true };
const NO_CDN = { 'edge.cdn': false };

/**
 * Changes that are of another kind than those to the values of the table: the way back, the way in steps, and what
 * production does otherwise. One that begins where the one before it ended is measured from there.
 */
export const FURTHER_CHANGES: readonly FurtherChange[] = [
  { setting: 'tier', value: 'staging', base: 'production' },
  { setting: 'network.zones', steps: [{ 'network.zones': 3 }] },
  { setting: 'network.nat', steps: [{ 'network.nat': 'none' }] },
  { setting: 'network.nat', value: 'one', base: 'production' },
  { setting: 'database.size', value: 'db.r6g.large', base: 'production' },
  { setting: 'database.storage', steps: [{ 'database.storage': '100 GB' }] },
  { setting: 'database.version', value: '16' },
  { setting: 'database.upgrade', value: 'major', with: { 'database.version': '18' } },
  { setting: 'database.multiAz', value: false, base: 'production' },
  { setting: 'services.web.port', steps: [{ 'services.web.port': 8080 }] },
  { setting: 'services.web.healthCheck.path', value: '/readyz' },
  { setting: 'services.web.scaling.min', steps: [{ 'services.web.scaling.min': 2 }] },
  { setting: 'edge.direct', steps: [DIRECT] },
  { setting: 'edge.cdn', value: false, steps: [DIRECT], with: { 'edge.direct': undefined } },
  { setting: 'edge.cdn', steps: [DIRECT, NO_CDN] },
  { setting: 'edge.cdn', steps: [DIRECT, NO_CDN], with: DIRECT },
  { setting: 'edge.assets', steps: [{ 'edge.assets': false }] },
  { setting: 'edge.firewall', value: false, base: 'production' },
  { setting: 'bastion', steps: [{ bastion: true }] },
];
