import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { refusal } from '../sample/sample-ecs';
import { recordedAws } from './recorded-aws';
import { cut, readLines, readTail, taskLogOf } from './task-log';

const options = { 'awslogs-group': '/ecs/staging/web', 'awslogs-stream-prefix': 'app' };
const container: ContainerDefinition = { name: 'web', logConfiguration: { logDriver: 'awslogs', options } };
const log = { group: '/ecs/staging/web', stream: 'app/web/0f3a' };

it('is found by prefix, container and task', () => {
  expect(taskLogOf(container, 'arn:aws:ecs:eu-west-1:111111111111:task/shop-staging/0f3a')).toEqual(log);
});

it.each<[string, ContainerDefinition]>([
  ['without a log', { name: 'web' }],
  ['of another driver', { name: 'web', logConfiguration: { logDriver: 'splunk', options } }],
  [
    'without a group',
    {
      name: 'web',
      logConfiguration: { logDriver: 'awslogs', options: { ...options, 'awslogs-group': undefined! } },
    },
  ],
  [
    'without a prefix',
    {
      name: 'web',
      logConfiguration: {
        logDriver: 'awslogs',
        options: { ...options, 'awslogs-stream-prefix': undefined! },
      },
    },
  ],
])('is not where CloudWatch Logs can be asked: a container %s', (_, other) => {
  expect(taskLogOf(other, 'task/0f3a')).toBeUndefined();
});

it('is read from its end, each line cut', async () => {
  const { clients, calls } = recordedAws({
    GetLogEvents: () => ({ events: [{ message: 'first' }, {}, { message: 'x'.repeat(501) }] }),
  });

  expect(await readTail(clients, log)).toEqual(['first', '', `${'x'.repeat(500)}… (501 characters)`]);
  expect(await readLines(clients, log, 3)).toEqual(['first', '', 'x'.repeat(501)]);
  const asked = { logGroupName: log.group, logStreamName: log.stream, startFromHead: false };
  expect(calls).toEqual([
    ['GetLogEvents', { ...asked, limit: 20 }],
    ['GetLogEvents', { ...asked, limit: 3 }],
  ]);
});

it('a line of 500 characters stays whole', () => {
  expect(cut('x'.repeat(500))).toBe('x'.repeat(500));
});

it('a task that never started has printed nothing', async () => {
  const { clients } = recordedAws({
    GetLogEvents: () => {
      throw refusal('ResourceNotFoundException', 'The specified log stream does not exist.');
    },
  });

  expect(await readTail(clients, log)).toEqual([]);
  expect(await readTail(recordedAws({ GetLogEvents: () => ({}) }).clients, log)).toEqual([]);
});

it('any other refusal is not taken for silence', async () => {
  const { clients } = recordedAws({
    GetLogEvents: () => {
      throw refusal('AccessDeniedException', 'No.');
    },
  });

  await expect(readTail(clients, log)).rejects.toThrow('No.');
});
