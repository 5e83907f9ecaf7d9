import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '@slipway/tool-python';
import { checkedRequests, checkRequests } from './checked-requests';
import type { Cloud } from './cloud';
import { cloudEnvironment } from './environment';
import { motoInterpreter } from './moto';
import { REPOSITORY, SampleCloud } from './sample-cloud';

const TESTS = join(REPOSITORY, 'tools/cloud/moto/tests');
const GAPS = join(REPOSITORY, 'tools/cloud/moto/gaps');

const modules = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => file.slice(0, -'.py'.length));

const tests = modules(TESTS).filter((name) => name.startsWith('test_'));
const sample = new SampleCloud();
let cloud: Cloud;
let python: string;

beforeAll(async () => {
  checkRequests(sample.options());
  cloud = await sample.start();
  python = await motoInterpreter({ workspace: REPOSITORY, env: process.env, note: () => undefined });
});

afterAll(() => sample.remove());

test('every service with a gap is tested', () => {
  const services = modules(GAPS).filter((name) => !['__init__', 'patch'].includes(name));
  expect(tests).toEqual(expect.arrayContaining(services.map((service) => `test_${service}`)));
});

/**
 * They run in Python for boto3, the one SDK that knows every service and is there already; all in one process, as
 * loading it takes longer than most of them.
 */
test('moto behaves as AWS does', async () => {
  const variables = await cloudEnvironment(cloud, { account: '222222222222', region: 'eu-west-1' });
  const env = { ...process.env, ...variables, PYTHONPATH: TESTS };
  const { code, output } = await runProgram(python, ['-m', 'unittest', '--verbose', ...tests], { env });
  expect(`${output}\nexit code ${code}`).toMatch(/Ran [1-9]\d* tests in .*\n\nOK\n\nexit code 0/);
  expect(tests.filter((name) => !output.includes(`(${name}.`))).toEqual([]);
});

/** The tests before have sent what AWS takes, and on purpose what it refuses. */
test('all requests were checked on their way, and what AWS refuses is noted', () => {
  const { counts, violations } = checkedRequests(sample.options());
  for (const service of ['ec2', 'iam', 'rds', 'route53', 's3', 'ssm'])
    expect(counts).toHaveProperty(service, expect.any(Number));
  const words = [...violations.keys()];
  expect(words).toContainEqual(expect.stringMatching(/^ssm PutParameter: Type: text of 4 characters/));
  expect(words.filter((one) => /cannot be read|check failed|no operation|no model/.test(one))).toEqual([]);
});
