import { renderToStaticMarkup } from 'react-dom/server';
import { EntryForm } from './entry-form';
import { EntryList } from './entry-list';

jest.mock('./tips', () => ({ Tips: () => null }));

const entry = { id: '1', name: 'Ada', message: 'hello', createdAt: new Date('2026-11-02T09:05:00Z') };

test('shows who said what, and when', () => {
  const html = renderToStaticMarkup(<EntryList entries={[entry]} />);
  expect(html).toContain('<p>hello</p>');
  expect(html).toContain('Ada, <time dateTime="2026-11-02T09:05:00.000Z">2 Nov 2026, 09:05</time>');
});

test('shows markup that a visitor wrote, and never runs it', () => {
  const html = renderToStaticMarkup(
    <EntryList
      entries={[{ ...entry, name: '"><img src=x onerror=alert(1)>', message: '<script>alert(1)</script>' }]}
    />,
  );
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('&lt;script&gt;');
});

test('invites to sign when nobody has', () => {
  expect(renderToStaticMarkup(<EntryList entries={[]} />)).toContain('Be the first');
});

test.each([
  ['invalid', 'Please give your name'],
  ['unavailable', 'try again'],
  ['lacking', 'was not kept'],
])('says what was wrong with an entry that was refused as %s', (problem, words) => {
  expect(renderToStaticMarkup(<EntryForm problem={problem} />)).toMatch(new RegExp(`role="alert".*${words}`));
});

test.each([undefined, 'constructor', '<script>'])('says nothing of the problem %s', (problem) => {
  expect(renderToStaticMarkup(<EntryForm problem={problem} />)).not.toContain('alert');
});
