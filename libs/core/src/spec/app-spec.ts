/**
 * What an app's own files do not tell: `apps/<name>/slipway.json`. An app that has no such file is found out whole.
 *
 * @example { "context": "workspace" }
 */
export interface AppSpec {
  /** For editors, which complete and check the file by it; Slipway does not look at it. */
  readonly $schema?: string;
  /**
   * What the Dockerfile copies from: the app's folder, or the whole workspace, for an app that uses what lies beside it.
   * A `.dockerignore` there leaves files out.
   *
   * @default 'app'
   */
  readonly context?: 'app' | 'workspace';
  /**
   * Program in the app's folder that cuts package.json and package-lock.json of the workspace to what the app needs. It is
   * run as `node <program> <workspace> <folder>`, and writes both files into the folder. So another app's packages do
   * not change this one's image. Only with the context `workspace`.
   *
   * @default none: both files go in as they are
   */
  readonly packages?: string;
}
