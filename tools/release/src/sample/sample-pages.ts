interface Page {
  readonly [field: string]: unknown;
}
interface Client {
  readonly [operation: string]: (input: object) => Promise<Page>;
}

/**
 * A paginator as the SDK's clients have it: it asks the client that it is called on for one page after the other.
 *
 * @param next where an answer has the token of the next page, and where the question for it has that
 */
export function paginator<Input extends object, Output>(
  operation: string,
  [next, token]: readonly [next: string, token: string],
) {
  return async function* (this: unknown, input: Input): AsyncGenerator<Output> {
    let page: Page | undefined;
    do {
      page = await (this as Client)[operation]!({ ...input, ...(page && { [token]: page[next] }) });
      yield page as Output;
    } while (page[next] !== undefined);
  };
}
