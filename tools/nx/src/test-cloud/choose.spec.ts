import { Failure } from '@slipway/tool-terminal';
import { projectsOf, touchedBy, withDependents, type Project } from './choose';

const project = (name: string, root: string, ...needs: string[]): Project => ({ name, root, needs });

const PROJECTS = [
  project('web', 'apps/web', 'npm:next'),
  project('core', 'libs/core'),
  project('tool-cli', 'tools/cli', 'tool-ship', 'tool-rehearse'),
  project('tool-cloud', 'tools/cloud', 'core', 'web'),
  project('tool-plan', 'tools/plan'),
  project('tool-rehearse', 'tools/rehearse', 'tool-cli'),
  project('tool-ship', 'tools/ship', 'tool-cloud'),
];

const names = (projects: readonly Project[]) => projects.map(({ name }) => name);
const named = (...wanted: string[]) => PROJECTS.filter(({ name }) => wanted.includes(name));

describe('a part', () => {
  it.each(['tools/cloud', './tools/cloud/', 'cloud', 'tool-cloud'])('may be called %s', (part) => {
    expect(names(projectsOf([part], PROJECTS))).toEqual(['tool-cloud']);
  });

  it('may be one of several', () => {
    expect(names(projectsOf(['ship', 'web'], PROJECTS))).toEqual(['tool-ship', 'web']);
  });

  it('that there is not is told, each with the nearest', () => {
    const choice = () => projectsOf(['clod', 'ship', 'tools/rehearsal', 'zzz'], PROJECTS);

    expect(choice).toThrow(
      new Failure(
        'usage',
        [
          'There is no part "clod". Did you mean "cloud"?',
          'There is no part "tools/rehearsal". Did you mean "tools/rehearse"?',
          'There is no part "zzz". Name a folder such as tools/cloud.',
          'Nothing was run.',
        ].join('\n'),
      ),
    );
  });
});

describe('a change', () => {
  it('touches the projects that own its files', () => {
    const files = ['tools/plan/src/plan.ts', 'apps/web/README.md', 'docs/guide/images.md', 'README.md'];

    expect(names(touchedBy(files, PROJECTS))).toEqual(['web', 'tool-plan']);
  });

  it('touches no project whose folder only begins alike', () => {
    expect(touchedBy(['tools/cloudy/src/index.ts', 'tools/cloud.md'], PROJECTS)).toEqual([]);
  });

  it.each([
    'jest.config.mjs',
    'jest.sequencer.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    'nx.json',
  ])('of %s touches every project', (file) => {
    expect(touchedBy(['README.md', file], PROJECTS)).toEqual(PROJECTS);
  });

  it('of a file of that name inside a project touches that one', () => {
    expect(names(touchedBy(['tools/ship/package.json', 'tools/cli/jest.config.mjs'], PROJECTS))).toEqual([
      'tool-cli',
      'tool-ship',
    ]);
  });
});

describe('the dependents', () => {
  it.each([
    ['of what nobody needs', ['tool-plan'], ['tool-plan']],
    ['through other projects', ['web'], ['web', 'tool-cli', 'tool-cloud', 'tool-rehearse', 'tool-ship']],
    ['in a circle', ['tool-rehearse'], ['tool-cli', 'tool-rehearse']],
    ['of several', ['tool-plan', 'tool-cli'], ['tool-cli', 'tool-plan', 'tool-rehearse']],
    ['of nothing', [], []],
  ])('%s', (_, chosen, expected) => {
    expect(names(withDependents(named(...chosen), PROJECTS))).toEqual(expected);
  });
});
