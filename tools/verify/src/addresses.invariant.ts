import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENTS, ROOT, Stack } from './stack';

/**
 * A Terraform address that changes is a resource that is destroyed and made anew. The list is reviewed like code:
 * UPDATE_ADDRESSES=1 rewrites it.
 */
describe.each(ENVIRONMENTS)('addresses of %s', (name) => {
  const file = join(ROOT, 'environments', name, 'addresses.txt');

  it('are those of the reviewed list', async () => {
    const listed = `${(await Stack.of(name)).addresses.join('\n')}\n`;
    if (process.env.UPDATE_ADDRESSES) writeFileSync(file, listed);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(listed);
    // The first to ask for an environment synthesizes it, which a busy machine takes its time for.
  }, 60_000);
});
