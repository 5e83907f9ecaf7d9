import { assetHeaders } from './asset-object';

it.each([
  ['chunks/main-3f2a.js', 'text/javascript; charset=utf-8'],
  ['css/site.css', 'text/css; charset=utf-8'],
  ['build/_buildManifest.json', 'application/json; charset=utf-8'],
  ['chunks/main.js.map', 'application/json; charset=utf-8'],
  ['media/logo.svg', 'image/svg+xml; charset=utf-8'],
  ['media/app.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['media/inter.woff2', 'font/woff2'],
  ['media/cat.avif', 'image/avif'],
  ['chunks/parser.wasm', 'application/wasm'],
  ['media/unknown.xyz123', 'application/octet-stream'],
  ['media/none', 'application/octet-stream'],
])('%s is %s', (path, contentType) => {
  expect(assetHeaders(path)).toEqual({
    key: `_next/static/${path}`,
    contentType,
    cacheControl: 'public, max-age=31536000, immutable',
  });
});
