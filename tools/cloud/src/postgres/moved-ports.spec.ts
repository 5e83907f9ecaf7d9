import { MovedPorts } from './moved-ports';

const ports = new MovedPorts();
ports.moved([5001, 5002, 5003], 5003);
ports.moved([6001], 6001);

it.each([
  ['a port that it had', '5001', '5003'],
  ['another one', '5002', '5003'],
  ['the port that it has', '5003', '5003'],
  ['a port of one that did not move', '6001', '6001'],
  ['an address', 'postgres://app:5001@127.0.0.1:5001/app', 'postgres://app:5001@127.0.0.1:5003/app'],
  ['an address by name', 'localhost:5002', 'localhost:5003'],
  ['an address elsewhere', 'db.example.com:5001', 'db.example.com:5001'],
  ['a text with the number', 'about 5001', 'about 5001'],
])('%s', (_, setting, expected) => {
  expect(ports.inSetting(setting)).toBe(expected);
});

it('a port that is had again is what it says', () => {
  const again = new MovedPorts();
  again.moved([5001], 5002);
  again.moved([5001, 5002], 5001);
  expect(again.inSetting('5001')).toBe('5001');
  expect(again.inSetting('5002')).toBe('5001');
});
