/**
 * Sizes as people say them, turned into the whole numbers that AWS wants and back. A GB is 1024 MB, as Fargate and RDS
 * count (AWS writes GB and means GiB). Spaces and letter case do not matter. `undefined` means: not such a size.
 */

/** `'0.5 vCPU'` in CPU units, 1024 to a vCPU. */
export function parseCpu(text: string): number | undefined {
  return parse(text, { vcpu: 1024 });
}

/** `'512 MB'` or `'1 GB'` in MiB. */
export function parseMemory(text: string): number | undefined {
  return parse(text, { mb: 1, gb: 1024 });
}

/** `'20 GB'` or `'2 TB'` in GiB. */
export function parseStorage(text: string): number | undefined {
  return parse(text, { gb: 1, tb: 1024 });
}

export function formatCpu(units: number): string {
  return `${units / 1024} vCPU`;
}

export function formatMemory(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024} GB` : `${mebibytes} MB`;
}

export function formatStorage(gibibytes: number): string {
  return gibibytes % 1024 === 0 ? `${gibibytes / 1024} TB` : `${gibibytes} GB`;
}

function parse(text: string, units: { readonly [unit: string]: number }): number | undefined {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const factor = units[unit?.toLowerCase() ?? ''];
  if (amount === undefined || factor === undefined) return undefined;
  const size = Number(amount) * factor;
  return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}
