import { Failure } from '@slipway/tool-terminal';
import type { Values } from './dotenv';

/** SSM's own limit for a value; `Intelligent-Tiering` pays for more than 4 KB only where it is needed. */
const LARGEST_BYTES = 8192;

/**
 * That SSM keeps each value, and keeps it as it is.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 *
 * @throws Failure `usage`, with the name and never the value
 */
export function checkValues(values: Values): void {
  for (const [name, value] of values) {
    const wrong = faultOf(value);
    if (wrong !== undefined)
      throw new Failure('usage', `The value of ${name} ${wrong}. Nothing was changed.`);
  }
}

function faultOf(value: string): string | undefined {
  const bytes = Buffer.byteLength(value);
  if (bytes === 0) return 'is empty';
  if (bytes > LARGEST_BYTES) return `has ${bytes} bytes, and SSM keeps at most ${LARGEST_BYTES}`;
  if (/\{\{.*\}\}/s.test(value)) {
    return 'has {{…}} in it, which SSM takes for another parameter and refuses. Keep it in Base64, and let the app decode it';
  }
  // What is no Unicode would be stored as a mark instead, and a variable of a process ends at a zero.
  if (!isWellFormed(value)) return 'is not valid Unicode. Keep it in Base64, and let the app decode it';
  if (value.includes('\0')) return 'has a zero byte in it, which no variable can hold. Keep it in Base64';
  return undefined;
}

/** https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/String/isWellFormed */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
