import { build } from 'esbuild';

/** Bundlers leave out what the nearest package.json calls free of side effects: here the workspace's. */
test('a module of an app that is imported for what it does alone is in the bundle', async () => {
  const stdin = { contents: "import './sample-instrument';", resolveDir: __dirname };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, logLevel: 'silent' });
  expect(outputFiles[0]?.text).toContain('an import without names');
});
