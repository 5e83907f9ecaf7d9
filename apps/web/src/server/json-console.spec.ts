import { logConsole } from './json-console';

test('what anybody prints becomes a line of the log, without colours', () => {
  const lines: string[] = [];
  const console = {} as Console;
  logConsole((level, message) => lines.push(`${level} ${message}`), console);
  console.log('\u001b[32m✓\u001b[0m ready in %d ms', 12);
  console.warn('old');
  console.error(new Error('broken').message, { status: 500 });
  console.log('');
  expect(lines).toEqual(['info ✓ ready in 12 ms', 'error old', 'error broken { status: 500 }']);
});
