import fc from 'fast-check';
import { formatCpu, formatMemory, formatStorage, parseCpu, parseMemory, parseStorage } from './size';

describe('sizes as speech', () => {
  test.each([
    [parseCpu, '0.25 vCPU', 256],
    [parseCpu, '0.5 vCPU', 512],
    [parseCpu, '16 vCPU', 16384],
    [parseCpu, '1vcpu', 1024],
    [parseMemory, '512 MB', 512],
    [parseMemory, '1 GB', 1024],
    [parseMemory, '0.5 GB', 512],
    [parseMemory, ' 1.5  gb ', 1536],
    [parseStorage, '20 GB', 20],
    [parseStorage, '2 TB', 2048],
    [parseStorage, '0.5 TB', 512],
  ])('%p reads %j', (parse, text, size) => expect(parse(text)).toBe(size));

  test.each([
    [parseCpu, '512'],
    [parseCpu, '1 GB'],
    [parseCpu, '0.3 vCPU'],
    [parseCpu, '1,5 vCPU'],
    [parseMemory, '1 TB'],
    [parseMemory, '-1 GB'],
    [parseMemory, '0 MB'],
    [parseMemory, '.5 GB'],
    [parseMemory, '1e3 MB'],
    [parseMemory, ''],
    [parseMemory, 'GB'],
    [parseMemory, 'about 1 GB'],
    [parseMemory, '1 GB each'],
    [parseStorage, '20.5 GB'],
    [parseStorage, '20 GiB'],
    [parseStorage, '99999999999999999999 GB'],
    [parseStorage, '20 constructor'],
  ])('%p does not take %j', (parse, text) => expect(parse(text)).toBeUndefined());

  test.each([
    ['cpu', formatCpu, parseCpu],
    ['memory', formatMemory, parseMemory],
    ['storage', formatStorage, parseStorage],
  ])('%s survives being written and read', (_, format, parse) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (size) => expect(parse(format(size))).toBe(size)),
    );
  });

  test('what is written is the short form', () => {
    expect([formatCpu(256), formatMemory(512), formatMemory(1536), formatMemory(2048)]).toEqual([
      '0.25 vCPU',
      '512 MB',
      '1536 MB',
      '2 GB',
    ]);
    expect([formatStorage(20), formatStorage(65536)]).toEqual(['20 GB', '64 TB']);
  });
});
