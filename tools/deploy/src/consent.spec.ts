import type { Tier } from '@slipway/core';
import { assertPlanAnswerable, confirmPlan } from './consent';
import { resolveOptions, type ResolvedOptions } from './options';
import { recordedOutput } from '@slipway/tool-terminal';

interface Case {
  readonly yes?: boolean;
  readonly interactive?: boolean;
  readonly answer?: boolean | string;
}

function options({ yes, interactive = true, answer }: Case = {}): ResolvedOptions & {
  yes?: boolean;
  asked: string[];
} {
  const asked: string[] = [];
  const reply = <T>(question: string, value: T) => {
    asked.push(question);
    return Promise.resolve(value);
  };
  const prompt = {
    confirm: (question: string) => reply(question, answer === true),
    text: (question: string) => reply(question, typeof answer === 'string' ? answer : ''),
  };
  const { output } = recordedOutput(interactive);
  return { ...resolveOptions({ workspace: '/', output, prompt }), yes, asked };
}

const named = (tier: Tier) => ({ name: 'it', tier });

describe('assertPlanAnswerable', () => {
  it.each([
    ['staging', {}, true],
    ['staging', { interactive: false }, false],
    ['staging', { interactive: false, yes: true }, true],
    ['production', { interactive: false }, false],
    ['disposable', { interactive: false }, true],
  ] as const)('of %s with %j: %s', (tier, given, fine) => {
    const check = () => assertPlanAnswerable(named(tier), 'deploy', options(given));

    if (fine) expect(check).not.toThrow();
    else
      expect(check).toThrow(
        expect.objectContaining({ exitCode: 14, message: expect.stringContaining('-y') }),
      );
  });
});

describe('confirmPlan', () => {
  it.each([
    ['disposable', 'deploy', {}],
    ['disposable', 'destroy', {}],
    ['production', 'deploy', { yes: true }],
    ['production', 'destroy', { yes: true }],
  ] as const)('does not ask about %s to %s with %j', async (tier, verb, given) => {
    const resolved = options(given);
    await confirmPlan(named(tier), verb, resolved);

    expect(resolved.asked).toEqual([]);
  });

  it.each([
    ['staging', 'deploy', true, 'Apply this to "it"?'],
    ['staging', 'destroy', true, 'Destroy "it"?'],
    ['production', 'deploy', true, 'Apply this to "it"?'],
    ['production', 'destroy', 'it', 'This destroys "it". Type its name to go on:'],
  ] as const)('asks before %s is to %s', async (tier, verb, answer, question) => {
    const resolved = options({ answer });
    await confirmPlan(named(tier), verb, resolved);

    expect(resolved.asked).toEqual([question]);
  });

  it.each([
    ['staging', 'deploy', false],
    ['production', 'destroy', 'yes'],
    ['production', 'destroy', ''],
  ] as const)('takes anything but a clear yes for a no: %s, %s, %j', async (tier, verb, answer) => {
    await expect(confirmPlan(named(tier), verb, options({ answer }))).rejects.toMatchObject({
      kind: 'notConfirmed',
      message: 'Not confirmed. Nothing was changed.',
    });
  });
});
