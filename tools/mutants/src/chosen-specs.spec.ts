import { createRequire } from 'node:module';
import { join } from 'node:path';

type Filter = (paths: readonly string[]) => { readonly filtered: readonly string[] };

/** As Jest loads it. */
const filter = createRequire(__filename)(join(__dirname, '../bin/chosen-specs.cjs')) as Filter;

describe('chosen-specs.cjs', () => {
  afterEach(() => delete process.env.SLIPWAY_CHOSEN_SPECS);

  it('leaves all specs when none is chosen', () => {
    expect(filter(['/a.spec.ts', '/b.spec.ts'])).toEqual({ filtered: ['/a.spec.ts', '/b.spec.ts'] });
  });

  it('leaves the chosen ones of those that there are', () => {
    process.env.SLIPWAY_CHOSEN_SPECS = '["/b.spec.ts","/c.spec.ts"]';
    expect(filter(['/a.spec.ts', '/b.spec.ts'])).toEqual({ filtered: ['/b.spec.ts'] });
  });
});
