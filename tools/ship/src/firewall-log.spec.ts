import { defineEnvironment, type EdgeSpec } from '@slipway/core';
import { readFirewallLog } from './firewall-log';

const NOW = Date.UTC(2026, 10, 28);
const AWS = { account: '111111111111', region: 'eu-west-1' };

function place(edge: EdgeSpec = {}, cloud: 'aws' | 'embedded' = 'aws') {
  const environment = defineEnvironment({
    app: 'acme',
    name: 'staging',
    aws: AWS,
    domain: { name: 'acme.example' },
    edge,
  });
  return { environment, cloud, target: AWS };
}

/** CloudWatch Logs with pages; notes what it is asked. */
function connected(pages: readonly (readonly string[])[]) {
  const asked: object[] = [];
  const filterLogEvents = async (input: { readonly nextToken?: string }) => {
    asked.push(input);
    const page = Number(input.nextToken ?? 0);
    return {
      events: pages[page]?.map((message) => ({ message })),
      ...(page + 1 < pages.length && { nextToken: String(page + 1) }),
    };
  };
  const connect = (target: object) => (asked.push(target), { logs: async () => ({ filterLogEvents }) });
  return { asked, connect: connect as never };
}

test('the last day is read in us-east-1, page by page', async () => {
  const { asked, connect } = connected([['a'], ['b', 'c']]);
  expect(await readFirewallLog(place(), connect, NOW)).toEqual({ messages: ['a', 'b', 'c'], more: false });
  const wanted = { logGroupName: 'aws-waf-logs-acme-staging', startTime: NOW - 86_400_000 };
  expect(asked).toEqual([{ ...AWS, region: 'us-east-1' }, wanted, { ...wanted, nextToken: '1' }]);
});

test('of more than three pages the rest is left', async () => {
  const { connect } = connected([['a'], ['b'], ['c'], ['d']]);
  expect(await readFirewallLog(place(), connect, NOW)).toEqual({ messages: ['a', 'b', 'c'], more: true });
});

test.each([
  ['there is no firewall', place({ firewall: false })],
  ['the embedded cloud has none', place({}, 'embedded')],
])('nobody is asked where %s', async (_, where) => {
  const { asked, connect } = connected([]);
  expect(await readFirewallLog(where, connect, NOW)).toBeUndefined();
  expect(asked).toEqual([]);
});

test('status goes on without it where it is not there, or not for us to read', async () => {
  const connect = () => ({ logs: () => Promise.reject(new Error('AccessDenied')) });
  expect(await readFirewallLog(place(), connect as never, NOW)).toBeUndefined();
});
