import { validate } from '@slipway/tool-deploy';
import { environmentNames } from '@slipway/tool-synth';
import { RecordedOutput } from './recorded-output';
import { ROOT } from './root';

/** The bindings' types are of provider 6.x; the lock pins 5.100, whose schema must take the same arguments. */
describe.each(environmentNames(ROOT))('%s', (name) => {
  it('is valid for the locked AWS provider', async () => {
    const output = new RecordedOutput();
    await validate(name, { workspace: ROOT, output });
    expect(output.results.join()).toContain(`"${name}" is valid`);
  }, 120_000);
});
