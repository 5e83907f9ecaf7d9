import type { AppSettings } from '@slipway/core';

/** What an image of an app is made of, found out from the app's folder. Paths are from the workspace's root, with `/`. */
export interface App {
  /** Of its folder below `apps`. */
  readonly name: string;
  readonly folder: string;
  /** What its own `slipway.json` says, or the defaults. */
  readonly settings: AppSettings;
  /** `undefined` where there is none: it runs on the embedded cloud only. */
  readonly dockerfile: string | undefined;
  readonly build: AppBuild;
}

/** How a folder is made that runs without a container, as the embedded cloud runs it. */
export type AppBuild =
  /** By a target of Nx, which leaves the folder `output`. */
  | { readonly kind: 'nx'; readonly project: string; readonly output: string }
  /** By npm, from the packages of the app's own lock. */
  | { readonly kind: 'npm' }
  /** There is no way: it has a Dockerfile alone. */
  | { readonly kind: 'none' };

/** The folder that a docker engine copies from, and that paths in the image's build start at; empty for the workspace. */
export function contextRoot({ settings, folder }: Pick<App, 'settings' | 'folder'>): string {
  return settings.context === 'app' ? folder : '';
}
