/** Lines that a POSIX shell evaluates: variables to set, and those to take away. */
export function exportLines(variables: { readonly [name: string]: string | undefined }): string {
  return Object.entries(variables)
    .map(([name, value]) =>
      value === undefined ? `unset ${name}` : `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
    )
    .join('\n');
}
