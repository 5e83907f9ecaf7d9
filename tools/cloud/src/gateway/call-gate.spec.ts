import { setTimeout as sleep } from 'node:timers/promises';
import { CallGate } from './call-gate';

/** A call that ends when it is told to. */
function call(gate: CallGate) {
  let end = () => undefined as void;
  const began = jest.fn();
  const done = gate.pass(() => {
    began();
    return new Promise<void>((resolve) => (end = resolve));
  });
  return { began, end: () => end(), done };
}

it('does what must be quiet once no call is on its way, and lets new ones wait until then', async () => {
  const gate = new CallGate();
  const early = call(gate);
  await sleep(1);
  const steps: string[] = [];
  const quiet = gate.whileQuiet(async () => {
    steps.push('quiet');
    await sleep(5);
    steps.push('over');
    return 7;
  }, 10_000);
  const late = call(gate);
  await sleep(5);
  expect(steps).toEqual([]);
  expect(late.began).not.toHaveBeenCalled();

  early.end();
  expect(await quiet).toBe(7);
  await sleep(1);
  expect(late.began).toHaveBeenCalled();
  expect(steps).toEqual(['quiet', 'over']);
  late.end();
  await late.done;
});

it('gives up when a call takes too long, and lets everybody through again', async () => {
  const gate = new CallGate();
  const slow = call(gate);
  await sleep(1);
  const work = jest.fn(async () => undefined);
  expect(await gate.whileQuiet(work, 5)).toBeUndefined();
  expect(work).not.toHaveBeenCalled();
  await expect(gate.pass(async () => 'through')).resolves.toBe('through');
  slow.end();
  await slow.done;
});

it('one hold comes after the other, also after one that fails', async () => {
  const gate = new CallGate();
  const steps: string[] = [];
  const one = gate.hold(async () => {
    await sleep(5);
    steps.push('one');
    throw new Error('no');
  });
  const other = gate.hold(async () => void steps.push('other'));
  const passed = gate.pass(async () => void steps.push('call'));
  await expect(one).rejects.toThrow('no');
  await Promise.all([other, passed]);
  expect(steps).toEqual(['one', 'other', 'call']);
});
