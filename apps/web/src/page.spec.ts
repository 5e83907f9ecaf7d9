import { page } from './page';

const release = { version: 'v12', commit: 'c0ffee' };

test('shows its release and the notes', () => {
  const html = page(release, [{ id: 1, text: 'hello' }]);
  expect(html).toContain('<strong>v12</strong>');
  expect(html).toContain('<code>c0ffee</code>');
  expect(html).toContain('<li>hello</li>');
});

test('nothing that a visitor wrote becomes HTML', () => {
  const html = page(release, [{ id: 1, text: `<script>alert("1" & '2')</script>` }]);
  expect(html).toContain('<li>&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</li>');
  expect(page({ version: '<b>', commit: '<i>' }, '<u>')).not.toMatch(/<[biu]>/);
});

test('says why there are no notes', () => {
  expect(page(release, 'Not now.')).toContain('<p role="status">Not now.</p>');
});
