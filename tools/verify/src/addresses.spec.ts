import { tmpdir } from 'node:os';
import { listedAddresses, movedAddresses } from './addresses';
import { builtFrom } from './built';
import { PLAIN } from './settings';

const stack = builtFrom(PLAIN);

it('says nothing while a stack has the addresses of the reviewed list', () => {
  expect(movedAddresses(stack, [...stack.addresses].reverse())).toBeUndefined();
});

it('says which addresses have gone and come, and what writes the list anew', () => {
  const [first, ...others] = stack.addresses;
  expect(movedAddresses(stack, [...others, 'aws_db_instance.moved'])).toBe(
    [
      'The resources of qa are not those of environments/qa/addresses.txt:',
      '  - aws_db_instance.moved',
      `  + ${first}`,
      'A resource that leaves the list (-) is destroyed by the next deploy, with what it holds.',
      'When that is what you want, write the list anew with `npm run addresses` and commit it.',
    ].join('\n'),
  );
});

it('misses every address where there is no list', () => {
  const listed = listedAddresses(tmpdir(), 'qa');
  expect(movedAddresses(stack, listed)?.match(/^ {2}\+ /gm)).toHaveLength(stack.addresses.length);
});
