import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJSONSchema } from 'zod/mini';
import { EnvironmentError } from '../problem';
import { appSchema } from './app-schema';
import { readAppFile } from './read-app-file';

const FILE = 'apps/api/slipway.json';
const read = (spec: unknown) => readAppFile(FILE, JSON.stringify(spec));

it('an app is built from its own folder', () => {
  expect(read({})).toEqual({ context: 'app' });
});

it('an app of the whole workspace may have its packages cut', () => {
  const spec = { context: 'workspace', packages: 'app-packages.mjs' } as const;
  expect(read({ $schema: '../app.schema.json', ...spec })).toEqual(spec);
});

function subjectsOf(text: string): readonly string[] {
  try {
    readAppFile(FILE, text);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems.map(({ subject }) => subject);
    throw error;
  }
  return [];
}

it.each([
  ['another context', '{"context":"repository"}', 'context'],
  ['a key that there is not', '{"contxt":"app"}', 'contxt'],
  ['a program outside of the folder', '{"context":"workspace","packages":"../cut.mjs"}', 'packages'],
  [
    'a program outside of the folder, by a detour',
    '{"context":"workspace","packages":"a/../../cut.mjs"}',
    'packages',
  ],
  ['a program by its absolute path', '{"context":"workspace","packages":"/cut.mjs"}', 'packages'],
  ['packages of nothing but the app', '{"packages":"cut.mjs"}', 'packages'],
  ['a comment', '{} // none', 'the file'],
  ['an empty file', '', 'the file'],
])('%s is refused in words', (_, text, subject) => {
  expect(subjectsOf(text)).toEqual([subject]);
});

it('is told with the file, and what to do', () => {
  expect(() => read({ context: 'wrkspace' })).toThrow(
    new EnvironmentError(FILE, [
      {
        subject: 'context',
        got: "'wrkspace'",
        allowed: "'app' or 'workspace'",
        fix: "Did you mean 'workspace'?",
      },
    ]),
  );
});

it('editors know the same keys', () => {
  const kept = readFileSync(join(__dirname, '../../app.schema.json'), 'utf8');
  const { title: _, ...meant } = JSON.parse(kept, (key, value: unknown) =>
    key === 'description' ? undefined : value,
  ) as { readonly title: string };
  expect(meant).toEqual(JSON.parse(JSON.stringify(toJSONSchema(appSchema))));
});
