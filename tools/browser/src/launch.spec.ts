import { launchOptions } from './launch';

test.each([
  [true, false],
  [false, true],
])('for root %s the sandbox is on: %s', (isRoot, sandbox) => {
  expect(launchOptions(isRoot)).toMatchObject({ headless: true, chromiumSandbox: sandbox });
});

test("a program that is named is run, else Playwright's own", () => {
  expect(launchOptions(false, '/usr/bin/chromium').executablePath).toBe('/usr/bin/chromium');
  expect(launchOptions(false).executablePath).toBeUndefined();
});
