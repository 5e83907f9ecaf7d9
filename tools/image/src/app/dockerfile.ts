import { readFileSync } from 'node:fs';
import type { Dockerfile, Env, From, Instruction, Label, PropertyInstruction } from 'dockerfile-ast';

/** What a Dockerfile says of the image that it makes, as far as its text alone tells that. */
export interface DockerfileFacts {
  /** Entry point and command together; `undefined` where a base image has them. */
  readonly command: readonly string[] | undefined;
  /** Variables whose values the text has; those that are put together by a build are left out. */
  readonly environment: { readonly [name: string]: string };
  readonly labels: { readonly [name: string]: string };
  /** Folder that the command begins in, `/` if none is named. */
  readonly folder: string;
}

/**
 * Reads the last stage, and those that it is built on.
 *
 * @see https://docs.docker.com/reference/dockerfile/
 */
export async function readDockerfile(file: string): Promise<DockerfileFacts> {
  // Loaded where it is needed: most verbs read none.
  const { DockerfileParser } = await import('dockerfile-ast');
  const instructions = lastStage(DockerfileParser.parse(readFileSync(file, 'utf8')));
  const entryPoint = wordsOf(last(instructions, 'ENTRYPOINT'));
  const command = wordsOf(last(instructions, 'CMD'));
  const words = [...(entryPoint ?? []), ...(command ?? [])];
  const folders = instructions.filter((one) => one.getKeyword() === 'WORKDIR');
  return {
    command: words.length > 0 ? words : undefined,
    environment: propertiesOf<Env>(instructions, 'ENV'),
    labels: propertiesOf<Label>(instructions, 'LABEL'),
    folder: folders.reduce((at, one) => within(at, one.getArgumentsContent() ?? ''), '/'),
  };
}

/** The instructions of the last stage, after those of the stages that it begins with. */
function lastStage(dockerfile: Dockerfile): readonly Instruction[] {
  const stages: { readonly from: From; readonly own: Instruction[] }[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    if (instruction.getKeyword() === 'FROM') stages.push({ from: instruction as From, own: [] });
    else stages.at(-1)?.own.push(instruction);
  }
  const whole = (index: number): readonly Instruction[] => {
    const stage = stages[index];
    if (!stage) return [];
    const base = stage.from.getImage();
    const before = stages.findLastIndex(({ from }, at) => at < index && from.getBuildStage() === base);
    return [...whole(before), ...stage.own];
  };
  return whole(stages.length - 1);
}

function last(instructions: readonly Instruction[], keyword: string): Instruction | undefined {
  return instructions.findLast((one) => one.getKeyword() === keyword);
}

/**
 * A command that is no list is given to a shell, as Docker does. The parser's own reading of a list loses blanks beside
 * quotes that are escaped.
 */
function wordsOf(instruction: Instruction | undefined): readonly string[] | undefined {
  const text = instruction?.getArgumentsContent();
  return text ? (listOf(text) ?? ['/bin/sh', '-c', text]) : undefined;
}

function listOf(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

function propertiesOf<Kind extends PropertyInstruction>(
  instructions: readonly Instruction[],
  keyword: string,
): { readonly [name: string]: string } {
  const properties = instructions
    .filter((one): one is Kind => one.getKeyword() === keyword)
    .flatMap((one) => one.getProperties());
  return Object.fromEntries(
    properties
      .map((property): [string, string] => [property.getName(), property.getValue() ?? ''])
      .filter(([, value]) => !value.includes('$')),
  );
}

function within(at: string, folder: string): string {
  return folder.startsWith('/') ? folder : `${at.replace(/\/$/, '')}/${folder}`;
}
