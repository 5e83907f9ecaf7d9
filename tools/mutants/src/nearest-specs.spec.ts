import { nearestSpecs } from './nearest-specs';

const BESIDE = '/w/tools/plan/src/unlock.spec.ts';
const SAME_PROJECT = ['/w/tools/plan/src/render.spec.ts', '/w/tools/plan/src/deep/unlock.spec.ts'];
const ELSEWHERE = ['/w/tools/planner/src/unlock.spec.ts', '/w/libs/plan/src/unlock.spec.ts'];

describe('nearestSpecs', () => {
  it('tries the spec beside the file, then its project, then the others', () => {
    const specs = [...ELSEWHERE, ...SAME_PROJECT, BESIDE];
    expect(nearestSpecs('/w', '/w/tools/plan/src/unlock.ts', specs)).toEqual([
      [BESIDE],
      SAME_PROJECT,
      ELSEWHERE,
    ]);
  });

  it('has no empty group', () => {
    expect(nearestSpecs('/w', '/w/tools/plan/src/values.ts', SAME_PROJECT)).toEqual([SAME_PROJECT]);
    expect(nearestSpecs('/w', '/w/tools/plan/src/values.ts', [])).toEqual([]);
  });

  it('knows the spec of a page', () => {
    const specs = ['/w/apps/web/src/page.spec.tsx', '/w/apps/web/src/page-2.spec.tsx'];
    expect(nearestSpecs('/w', '/w/apps/web/src/page.tsx', specs)).toEqual([[specs[0]], [specs[1]]]);
  });
});
