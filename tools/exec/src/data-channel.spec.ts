import { decodeMessage } from './agent-message';
import { DataChannel } from './data-channel';

/** Two ends, and a line between them that may lose, repeat or reorder. */
class SampleLine {
  readonly received: string[] = [];
  readonly closed: string[] = [];
  drained = 0;
  lose: (bytes: Buffer) => boolean = () => false;
  held: Buffer[] | undefined;

  readonly client: DataChannel = new DataChannel({
    end: 'client',
    send: (bytes) => this.#carry(bytes, () => this.agent),
    received: () => undefined,
    closed: (text) => this.closed.push(text),
    drained: () => this.drained++,
  });
  readonly agent: DataChannel = new DataChannel({
    end: 'agent',
    send: (bytes) => this.#carry(bytes, () => this.client),
    received: (type, payload) => this.received.push(`${type}:${payload}`),
  });

  #carry(bytes: Buffer, to: () => DataChannel): void {
    if (this.lose(bytes)) return;
    if (this.held) this.held.push(bytes);
    else to().receive(bytes);
  }

  end(): void {
    this.client.end();
    this.agent.end();
  }
}

let line: SampleLine;
beforeEach(() => {
  jest.useFakeTimers();
  line = new SampleLine();
});
afterEach(() => {
  line.end();
  jest.useRealTimers();
});

const type = (text: string) => line.client.write(1, Buffer.from(text));

test('what is sent arrives, and is acknowledged', async () => {
  type('a');
  type('b');
  expect(line.received).toEqual(['1:a', '1:b']);
  await expect(line.client.settled(1_000)).resolves.toBeUndefined();
});

test('what is lost is sent again, and comes in order', () => {
  let first = true;
  line.lose = () => first && !(first = false);
  type('a');
  type('b');
  expect(line.received).toEqual([]);
  jest.advanceTimersByTime(1_000);
  expect(line.received).toEqual(['1:a', '1:b']);
});

test('when acknowledgements are lost it still arrives once', () => {
  line.lose = (bytes) => decodeMessage(bytes).type === 'acknowledge';
  type('a');
  jest.advanceTimersByTime(3_000);
  expect(line.received).toEqual(['1:a']);
});

test('who sends too much is told, and told when there is room', () => {
  line.held = [];
  const room = Array.from({ length: 64 }, () => type('x'));
  expect(room.indexOf(false)).toBe(63);
  const held = line.held;
  line.held = undefined;
  for (const bytes of held) line.agent.receive(bytes);
  expect(line.drained).toBe(1);
});

test('the last word of the agent', () => {
  line.agent.sendClosed('session', 'target', 'bye');
  expect(line.closed).toEqual(['bye']);
});

test('after its end nothing is sent again, and nobody waits', async () => {
  line.lose = () => true;
  type('a');
  const settled = line.client.settled(60_000);
  line.client.end();
  await settled;
  line.lose = () => false;
  jest.advanceTimersByTime(3_000);
  expect(line.received).toEqual([]);
});
