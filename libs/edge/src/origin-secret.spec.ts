import { OriginSecret } from './origin-secret';
import { Synthesized } from '@slipway/testing';

function make(active: 'a' | 'b' = 'a') {
  let secret: OriginSecret | undefined;
  const made = new Synthesized((stack) => {
    secret = new OriginSecret(stack, 'origin-secret', { active });
  });
  return Object.assign(made, { secret: secret! });
}

const slots = ['origin-secret_slot-a', 'origin-secret_slot-b'];

test.each(slots)('%s is drawn by Terraform, hidden, and kept', (slot) => {
  expect(make().get('terraform_data', slot)).toMatchObject({
    triggers_replace: '${sensitive(uuid())}',
    lifecycle: { ignore_changes: ['triggers_replace'] },
  });
});

test.each(slots)('%s does not come back in an output that plans would show', (slot) => {
  expect(make().get('terraform_data', slot)).not.toHaveProperty('input');
});

test('both slots are accepted, by references that stay hidden', () => {
  const { secret, resolve } = make();
  const hidden = (slot: string) =>
    expect.stringMatching(
      new RegExp(`^\\$\\{sensitive\\(terraform_data\\.${slot}_\\w+\\.triggers_replace\\)\\}$`),
    );
  expect(resolve(secret.accepted.values)).toEqual(slots.map(hidden));
});

test.each([
  ['a', 0],
  ['b', 1],
] as const)('slot %s is sent', (active, index) => {
  const { secret, resolve } = make(active);
  expect(secret.sent.name).toBe(secret.accepted.name);
  expect(resolve(secret.sent.value)).toBe(resolve(secret.accepted.values[index]));
});
