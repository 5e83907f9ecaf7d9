import { valuesOf, type HeaderList } from '../http/header-list';

/** What makes a request conditional. Where the edge keeps answers, it asks for the whole and looks at these itself. */
export const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since'];

/** Whether a viewer has already what it asks for (RFC 9110, section 13.1). */
export function isUnchanged(asked: HeaderList, answered: HeaderList): boolean {
  const tags = valuesOf(asked, 'if-none-match').flatMap((value) => value.split(','));
  if (tags.length > 0) {
    const [tag] = valuesOf(answered, 'etag').map(opaque);
    return tag !== undefined && tags.some((known) => known.trim() === '*' || opaque(known) === tag);
  }
  const [since] = valuesOf(asked, 'if-modified-since').map(Date.parse);
  const [modified] = valuesOf(answered, 'last-modified').map(Date.parse);
  return since !== undefined && modified !== undefined && modified <= since;
}

/** Compression makes a tag weak; it is of the same file still. */
function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
