import { packedSettings } from './settings-packed';
import { SETTINGS } from './settings';

const at = (spec: unknown, path: string) =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as { [name: string]: unknown } | undefined)?.[name], spec);

test('every value of every setting is in one of a few environments', () => {
  const packs = packedSettings();
  const missing = Object.entries(SETTINGS).flatMap(([path, values]) =>
    values
      .filter(
        (value: unknown) => !packs.some((pack) => JSON.stringify(at(pack, path)) === JSON.stringify(value)),
      )
      .map((value: unknown) => `${path}: ${JSON.stringify(value)}`),
  );
  expect(missing).toEqual([]);
  expect(packs.length).toBeLessThan(12);
});
