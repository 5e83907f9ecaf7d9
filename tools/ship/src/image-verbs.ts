import type { ShipOptions } from './options';
import { worldOf } from './world';

type ImageVerbOptions = Pick<ShipOptions, 'workspace' | 'env' | 'embedded' | 'output' | 'json' | 'world'>;

/** `slipway image`: the tag of the app as it is here, and whether the registry of an environment has it. */
export async function imageVerb(name: string, options: ImageVerbOptions): Promise<void> {
  const { workspace, output, json } = options;
  const { open, imageState } = worldOf(options);
  const { tag, digest } = await imageState(await open(name, options), workspace);
  if (json) output.result(JSON.stringify({ tag, digest: digest ?? null }));
  else output.result(`${tag}\n${digest ?? 'not in the registry'}`);
}

/** `slipway build`: sees to it that the registry has the app as it is here. */
export async function buildVerb(
  name: string,
  options: ImageVerbOptions & Pick<ShipOptions, 'interrupts'>,
): Promise<void> {
  const { output, json, interrupts } = options;
  const stop = new AbortController();
  const unsubscribe = interrupts.subscribe(() => stop.abort());
  try {
    const { open, appImage } = worldOf(options);
    const image = await appImage(await open(name, options), { ...options, signal: stop.signal });
    output.result(json ? JSON.stringify(image) : image.digest);
  } finally {
    unsubscribe();
  }
}
