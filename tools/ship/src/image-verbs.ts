import { openEnvironment } from '@slipway/tool-deploy';
import { appImage, imageState } from './image';
import type { ShipOptions } from './options';

type ImageVerbOptions = Pick<ShipOptions, 'root' | 'env' | 'embedded' | 'output' | 'json'>;

/** `slipway image`: the tag of the app as it is here, and whether the registry of an environment has it. */
export async function imageVerb(name: string, options: ImageVerbOptions): Promise<void> {
  const { root, output, json } = options;
  const { tag, digest } = await imageState(await openEnvironment(name, options), root);
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
    const image = await appImage(await openEnvironment(name, options), { ...options, signal: stop.signal });
    output.result(json ? JSON.stringify(image) : image.digest);
  } finally {
    unsubscribe();
  }
}
