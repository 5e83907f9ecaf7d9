import fc from 'fast-check';
import { FARGATE_CPUS, fargateMemory } from '../fargate';
import { formatCpu, formatMemory } from '../size';
import { problemsWith, problemWith, SAMPLE } from './sample';

function problemWithWeb(web: { readonly [key: string]: unknown }) {
  return problemWith({ services: { web } });
}

describe('process types', () => {
  test.each([
    [{}, 'services', 'Add `web: {}`, or leave services out.'],
    [{ wbe: {} }, 'services.wbe', 'Rename it to `web`.'],
    [{ web: {}, worker: {} }, 'services.worker', 'Remove it.'],
  ])('%j: %s; %s', (services, subject, fix) => {
    expect(problemWith({ services })).toMatchObject({
      subject,
      allowed: '`web`, the process behind the load balancer',
      fix,
    });
  });

  test('web is not missed while it is only unreadable', () => {
    expect(problemWith({ services: { web: 5 } })).toMatchObject({ subject: 'services.web', got: '5' });
    expect(problemWith({ services: 'web' })).toMatchObject({ subject: 'services', got: "'web'" });
  });
});

describe('size of a task', () => {
  test.each([
    ['0.5 vCPU', '512 MB', '1 GB, 2 GB, 3 GB or 4 GB', "Set memory to '1 GB', or cpu to '0.25 vCPU'."],
    [
      '0.25 vCPU',
      '4 GB',
      '512 MB, 1 GB or 2 GB',
      "Set memory to '2 GB', or cpu to '0.5 vCPU', '1 vCPU' or '2 vCPU'.",
    ],
    ['2 vCPU', '4.5 GB', '4 GB to 16 GB in steps of 1 GB', "Set memory to '5 GB'."],
    ['16 vCPU', '36 GB', '32 GB to 120 GB in steps of 8 GB', "Set memory to '40 GB', or cpu to '8 vCPU'."],
  ])('%s with %s', (cpu, memory, allowed, fix) => {
    expect(problemWithWeb({ cpu, memory })).toMatchObject({
      subject: 'services.web.memory',
      allowed: `${allowed} with that cpu`,
      fix,
      source: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
    });
  });

  test('every pair that Fargate has is accepted, and no other', () => {
    const cpu = fc.constantFrom(...FARGATE_CPUS);
    const memory = fc.constantFrom(...FARGATE_CPUS.flatMap(fargateMemory));
    fc.assert(
      fc.property(cpu, memory, (cpuUnits, memoryMb) => {
        const web = { cpu: formatCpu(cpuUnits), memory: formatMemory(memoryMb) };
        expect(problemWithWeb(web) === undefined).toBe(fargateMemory(cpuUnits).includes(memoryMb));
      }),
    );
  });

  test('a cpu that does not exist is told by itself, whatever the memory', () => {
    expect(problemWithWeb({ cpu: '3 vCPU', memory: '512 MB' })?.subject).toBe('services.web.cpu');
  });
});

describe('scaling', () => {
  test('min must not exceed max', () => {
    expect(problemWithWeb({ scaling: { min: 3, max: 2 } })).toMatchObject({
      subject: 'services.web.scaling.max',
      allowed: 'at least min, which is 3',
    });
    expect(problemWithWeb({ scaling: { min: 3, max: 3 } })).toBeUndefined();
  });

  test('production runs two tasks at least', () => {
    const production = (scaling: object) =>
      problemsWith({ ...SAMPLE, tier: 'production', services: { web: { scaling } } }).map(
        ({ subject }) => subject,
      );
    expect(production({ min: 1 })).toEqual(['services.web.scaling.min']);
    expect(production({ min: 1, max: 1 })).toEqual(['services.web.scaling.min', 'services.web.scaling.max']);
    expect(production({ max: 1 })).toEqual(['services.web.scaling.max']);
    expect(production({ min: 2, max: 2 })).toEqual([]);
  });
});

describe('single values', () => {
  test.each([
    [{ port: 80 }, 'Containers run without root'],
    [{ port: 70000 }, 'Set it to 65535'],
    [{ port: 3000.5 }, 'Set it to 3001'],
    [{ cpu: '0.3 vCPU' }, 'Choose one of the sizes that Fargate has.'],
    [{ memory: '512' }, "such as '512 MB'"],
    [{ command: [] }, "Leave it out for the image's own command"],
    [{ healthCheck: { path: 'healthz' } }, 'Start it with a slash'],
    [{ healthCheck: { intervalSeconds: 1 } }, 'Set it to 5'],
    [{ healthCheck: { healthyAfter: 11 } }, 'Set it to 10'],
    [{ scaling: { cpuPercent: 100 } }, 'higher notices too late'],
    [{ scaling: { min: 0 } }, 'Set it to 1'],
    [{ architecture: 'arm' }, "Did you mean 'arm64'?"],
  ])('%j: %s', (web, fix) => expect(problemWithWeb(web)?.fix).toMatch(fix));
});
