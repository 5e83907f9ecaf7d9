import { refusal } from '../sample/sample-ecs';
import { isAwsRefusal, refusalWords } from './aws-refusal';

it.each<[unknown, boolean]>([
  [refusal('ClientException', 'x', 400), true],
  [refusal('NoSuchKey', 'x', 404), true],
  [refusal('Teapot', 'x', 499), true],
  [refusal('Moved', 'x', 399), false],
  [refusal('InternalFailure', 'x', 500), false],
  [Object.assign(new Error('x'), { $metadata: {} }), false],
  [new TypeError('a defect of ours'), false],
  [{ $metadata: { httpStatusCode: 400 } }, false],
])('%p is a refusal: %j', (error, refused) => expect(isAwsRefusal(error)).toBe(refused));

it.each([
  ['No such thing', 'AWS refused: No such thing.'],
  ['No such thing.', 'AWS refused: No such thing.'],
  ['Wait...', 'AWS refused: Wait.'],
  ['At most 0.5 vCPU', 'AWS refused: At most 0.5 vCPU.'],
])('%j is told as one sentence', (message, words) => expect(refusalWords(new Error(message))).toBe(words));
