import type { Architecture } from '../context/inputs-tag';

/** A build of the Dockerfile that ends in the registry. Paths are absolute. */
export interface ImageBuild {
  /** Address with tag: `<registry>/<repository>:<tag>`. */
  readonly image: string;
  /** Folder with exactly what the image is made of. */
  readonly context: string;
  readonly dockerfile: string;
  readonly architecture: Architecture;
  /** Values of the Dockerfile's arguments. */
  readonly buildArgs: { readonly [name: string]: string };
  /** Files that steps may read and no layer holds, by the name that the Dockerfile has for them. */
  readonly secrets: { readonly [id: string]: string };
  /** Folder for credentials and results; it is removed afterwards. */
  readonly scratch: string;
}

/** Credentials of a registry. */
export interface Login {
  /** Host of the registry. */
  readonly registry: string;
  readonly user: string;
  readonly password: string;
}

/** What is told apart by a date is rebuilt needlessly; the same files are to make the same layers. */
export const NO_DATE = '0';
