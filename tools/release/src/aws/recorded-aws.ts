import { awsClients, type AwsClients } from '@slipway/tool-aws';

/** What AWS answers to each command; a function that throws refuses. */
export interface Answers {
  readonly [command: string]: (input: never) => unknown;
}

/** The SDK's own clients without a network, for specs: keeps what they send, and answers as the spec says. */
export function recordedAws(answers: Answers) {
  const calls: (readonly [command: string, input: object])[] = [];
  const send = async ({ constructor, input }: { readonly constructor: object; readonly input: object }) => {
    const command = (constructor as { readonly name: string }).name.replace(/Command$/, '');
    // A paginator asks for the next page with the same object.
    calls.push([command, { ...input }]);
    const answer = answers[command];
    if (!answer) throw new Error(`The spec has no answer to ${command}.`);
    return answer(input as never);
  };
  const real = awsClients({ account: '111111111111', region: 'eu-west-1', variables: {} });
  const recorded = Object.entries(real).map(
    ([name, load]) =>
      [name, async () => Object.assign(await (load as () => Promise<object>)(), { send })] as const,
  );
  return { calls, clients: Object.fromEntries(recorded) as unknown as AwsClients };
}
