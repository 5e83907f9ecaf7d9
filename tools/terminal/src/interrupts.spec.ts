import { signalInterrupts } from './interrupts';

describe('signalInterrupts', () => {
  it('counts every Ctrl-C, but not what a CI runner sends after it', () => {
    const counted: string[] = [];
    const unsubscribe = signalInterrupts().subscribe(() => counted.push('stop'));
    process.emit('SIGINT');
    process.emit('SIGTERM');
    process.emit('SIGHUP');
    expect(counted).toHaveLength(1);
    process.emit('SIGINT');
    expect(counted).toHaveLength(2);
    unsubscribe();

    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  it('stops at a SIGTERM alone, too', () => {
    const counted: string[] = [];
    const unsubscribe = signalInterrupts().subscribe(() => counted.push('stop'));
    process.emit('SIGTERM');
    process.emit('SIGTERM');
    unsubscribe();

    expect(counted).toHaveLength(1);
  });
});
