import { summarize } from '@slipway/tool-plan';
import { sameChanges } from './changes';

function plan(...changes: [address: string, actions: string[], after?: object][]) {
  return summarize({
    resource_changes: changes.map(([address, actions, after = {}]) => ({
      address,
      mode: 'managed' as const,
      type: 'aws_a',
      name: 'b',
      change: { actions, before: {}, after: { ...after } },
    })),
  });
}

describe('sameChanges', () => {
  it('compares what is done to what, not the values', () => {
    expect(
      sameChanges(plan(['aws_a.b', ['update'], { x: 1 }]), plan(['aws_a.b', ['update'], { x: 2 }])),
    ).toBe(true);
    expect(sameChanges(plan(), plan())).toBe(true);
  });

  it.each([
    ['another resource', plan(['aws_a.c', ['update'], { x: 1 }])],
    ['another action', plan(['aws_a.b', ['delete']])],
    ['another attribute', plan(['aws_a.b', ['update'], { y: 1 }])],
    ['one more', plan(['aws_a.b', ['update'], { x: 1 }], ['aws_a.c', ['create']])],
    ['nothing', plan()],
  ])('notices %s', (_, other) => {
    expect(sameChanges(plan(['aws_a.b', ['update'], { x: 1 }]), other)).toBe(false);
  });
});
