import { taskEvent } from './task-event';

const now = new Date(Date.UTC(2026, 10, 25));

test('a network interface has another type than in DescribeTasks', () => {
  const attachments = [
    { id: 'a', type: 'ElasticNetworkInterface', status: 'ATTACHED', details: [] },
    { id: 'b', type: 'elb', status: 'DELETED', details: [] },
  ];
  expect(taskEvent({ attachments }, now)).toMatchObject({
    attachments: [{ id: 'a', type: 'eni', status: 'ATTACHED' }, attachments[1]],
  });
});

test('nothing is said of health, and of an agent its status', () => {
  const containers = [
    {
      name: 'web',
      healthStatus: 'UNKNOWN' as const,
      managedAgents: [{ name: 'ExecuteCommandAgent' as const, lastStatus: 'RUNNING', lastStartedAt: now }],
    },
  ];
  expect(taskEvent({ healthStatus: 'UNKNOWN', lastStatus: 'RUNNING', containers }, now)).toEqual({
    lastStatus: 'RUNNING',
    attachments: [],
    containers: [{ name: 'web', managedAgents: [{ name: 'ExecuteCommandAgent', status: 'RUNNING' }] }],
    updatedAt: now,
  });
});
