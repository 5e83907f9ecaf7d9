import type { LayerEntry } from './layer-entries';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * Tells what of a folder is seen in an image whose layers are looked at from the last to the first: what a layer has hides
 * what those below it have of the same name, and so do the marks by which a layer removes.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/layer.md#representing-changes
 */
export class Overlay {
  /** Paths that no lower layer can show, nor anything below them. */
  private readonly hidden = new Set<string>();
  /** Folders that no lower layer can add to. */
  private readonly opaque = new Set<string>();
  /** What the layer that is looked at hides of those below it; not of itself. */
  private hides: { readonly in: Set<string>; readonly path: string }[] = [];
  private touched = false;

  /** @param folder such as `app/.next/static` */
  constructor(private readonly folder: string) {}

  /**
   * Takes the next entry of a layer.
   *
   * @returns whether users of the image see it, as something else than a folder below the folder
   */
  take({ path, kind }: Pick<LayerEntry, 'path' | 'kind'>): boolean {
    const slash = path.lastIndexOf('/');
    const [parent, name] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
    if (name === OPAQUE) this.hide(this.opaque, parent);
    else if (name.startsWith(WHITEOUT)) {
      // All others that begin like the mark above are notes of a driver's own.
      if (!name.startsWith(`${WHITEOUT}${WHITEOUT}`))
        this.hide(this.hidden, [parent, name.slice(WHITEOUT.length)].filter(Boolean).join('/'));
    } else if (kind !== 'directory') {
      this.hide(this.hidden, path);
      return isBelow(path, this.folder) && !this.isHidden(path);
    }
    return false;
  }

  /**
   * Ends a layer.
   *
   * @returns whether it had anything to do with the folder
   */
  endLayer(): boolean {
    const touched = this.touched;
    for (const { in: set, path } of this.hides) set.add(path);
    this.hides = [];
    this.touched = false;
    return touched;
  }

  /** No lower layer can show anything in the folder. */
  get complete(): boolean {
    return this.opaque.has(this.folder) || this.isHidden(this.folder);
  }

  private hide(set: Set<string>, path: string): void {
    if (path !== this.folder && !isBelow(path, this.folder) && !isBelow(this.folder, path)) return;
    this.touched = true;
    this.hides.push({ in: set, path });
  }

  private isHidden(path: string): boolean {
    if (this.hidden.has(path)) return true;
    for (let above = parentOf(path); above !== undefined; above = parentOf(above)) {
      if (this.hidden.has(above) || this.opaque.has(above)) return true;
    }
    return false;
  }
}

/** The root is the empty path, which all others are below. */
function isBelow(path: string, folder: string): boolean {
  return folder === '' ? path !== '' : path.startsWith(`${folder}/`);
}

function parentOf(path: string): string | undefined {
  if (path === '') return undefined;
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
