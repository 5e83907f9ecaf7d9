import type { Note } from './notes';

/** Which release this is, as the release engine says it. */
export interface Release {
  /** Such as `v12`. */
  readonly version: string;
  readonly commit: string;
}

/** @param notes or why there are none */
export function page({ version, commit }: Release, notes: readonly Note[] | string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Notes</title>
</head>
<body>
<h1>Notes</h1>
<p>Release <strong>${escape(version)}</strong> of commit <code>${escape(commit)}</code></p>
${typeof notes === 'string' ? `<p role="status">${escape(notes)}</p>` : board(notes)}
</body>
</html>
`;
}

function board(notes: readonly Note[]): string {
  const items = notes.map(({ text }) => `<li>${escape(text)}</li>`).join('\n');
  return `<form method="post" action="/notes">
<label>Note <input name="text" maxlength="200" required></label>
<button>Leave it</button>
</form>
<ul>
${items}
</ul>`;
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
