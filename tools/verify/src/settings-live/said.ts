import { FORESEEN_HEADS, type Foreseen } from '@slipway/tool-plan';

/** What a deploy said of a change, as far as it is more than the list of what changes. */
export interface Said {
  readonly foreseen: readonly Pick<Foreseen, 'effect' | 'text'>[];
  /** The release that the deploy made, such as `v2`. @default undefined: none */
  readonly release?: string;
}

/** Reads what a deploy printed: the sections below the plan, and its release. */
export function saidBy(text: string): Said {
  const lines = text.split('\n');
  const foreseen = FORESEEN_HEADS.flatMap(({ effect, head }) =>
    sectionBelow(lines, head).map((sentences) => ({ effect, text: sentences })),
  );
  const release = /^\W*(v\d+) (?:is|was) live on /m.exec(text)?.[1];
  return { foreseen, ...(release && { release }) };
}

/** The texts of a section: each below the indented address of a resource, and indented further. */
function sectionBelow(lines: readonly string[], head: string): readonly string[] {
  const start = lines.indexOf(head);
  if (start < 0) return [];
  const texts: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (!line.startsWith('  ')) break;
    if (!line.startsWith('      ')) texts.push('');
    else texts.push(`${texts.pop() ?? ''} ${line.trim()}`.trim());
  }
  return texts;
}
