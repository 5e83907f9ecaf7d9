import type { Tag } from '@aws-sdk/client-ecs';
import { tagsOf } from '../../task-tags';
import { API, CODES, firstOf, twice, words, type Rule } from './rule';

const TAG = `${API}/API_Tag.html`;
const MOST_TAGS = 50;

interface Tagging {
  readonly tags?: readonly Tag[];
  readonly resourceArn?: string;
}

/** Tags of whatever a request makes or names. Lengths and characters are in the model. */
export function tagRules(code: string): readonly Rule<Tagging>[] {
  return [
    {
      member: 'tags.key',
      code,
      source: TAG,
      refuses: ({ tags }) =>
        firstOf(tags, ({ key = '' }) =>
          words(/^aws:/i.test(key), `Tag keys and values are not allowed to start with 'aws:': ${key}`),
        ),
    },
    {
      member: 'tags.key',
      code,
      source: TAG,
      refuses: ({ tags = [] }) => {
        const key = twice(tags.map((tag) => tag.key));
        return words(key !== undefined, `Duplicate tag keys found: ${key}. Each tag key must be unique.`);
      },
    },
  ];
}

/** All that a resource has together, once these are added. */
export const MORE_TAGS: Rule<Tagging> = {
  member: 'tags',
  code: CODES.PARAMETER,
  source: TAG,
  refuses: ({ resourceArn = '', tags = [] }, { region }) => {
    const keys = new Set([...tagsOf(region, resourceArn), ...tags].map(({ key }) => key));
    return words(
      keys.size > MOST_TAGS,
      `The maximum number of tags that can be applied to a resource is ${MOST_TAGS}.`,
    );
  },
};
