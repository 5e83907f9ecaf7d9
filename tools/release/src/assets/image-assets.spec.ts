import { imageAssets } from './image-assets';

const labelled = (label: string) => imageAssets({ labels: { 'slipway.assets': label }, layers: [] });

it.each([
  ['/app/apps/web/.next/static', 'app/apps/web/.next/static'],
  ['/static/', 'static'],
])('%s is the folder %s', (label, folder) => {
  expect(labelled(label)).toEqual({ folder, layers: [] });
});

it.each(['', '/', 'static', './static', '/app/../static', '/app/./static', '/app//static', '/app/..'])(
  '"%s" names no folder',
  (label) => expect(labelled(label)).toBe('invalid'),
);

it('an image without the label has none', () => {
  expect(imageAssets({ labels: { other: '/x' }, layers: [] })).toBe('none');
});
