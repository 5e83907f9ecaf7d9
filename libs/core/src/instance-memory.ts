/**
 * GiB of memory in the `large` size of each RDS instance family. Sizes double from there: medium is half of large, an
 * xlarge twice, an Nxlarge N times an xlarge.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
const LARGE_GIB: { readonly [family: string]: number } = {
  t: 8,
  m: 8,
  r: 16,
  x2g: 32,
  x2idn: 32,
  x2iedn: 64,
};

const SIZES: { readonly [size: string]: number } = {
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
};

/**
 * Memory of an RDS instance class in bytes, as AWS lists it. What Postgres gets is less: the system takes about 250 MB.
 *
 * @param instanceClass such as `db.t4g.micro`
 * @throws Error for a class that is not known; `defineEnvironment` reports that earlier and nicer
 */
export function instanceMemoryBytes(instanceClass: string): number {
  const gibibytes = instanceMemoryGib(instanceClass);
  if (gibibytes === undefined) {
    throw new Error(`Database size "${instanceClass}" is not known. ${FIX}`);
  }
  return gibibytes * 2 ** 30;
}

/** What to do about a text that should be an instance class; `undefined` when it is one. */
export function instanceClassFix(text: string): string | undefined {
  return instanceMemoryGib(text) === undefined ? FIX : undefined;
}

const FIX =
  'Use a class of the families t, m, r or x2 that RDS offers for Postgres, such as db.t4g.micro or db.m7g.large.';

function instanceMemoryGib(instanceClass: string): number | undefined {
  const [, series = '', letter = '', size = '', factor] =
    /^db\.(([a-z])\d+[a-z]*)\.((\d+)?x?[a-z]+)$/.exec(instanceClass) ?? [];
  const large = LARGE_GIB[series] ?? LARGE_GIB[letter];
  const times = factor === undefined ? SIZES[size] : size === `${factor}xlarge` && Number(factor) * 2;
  return large && times ? large * times : undefined;
}
