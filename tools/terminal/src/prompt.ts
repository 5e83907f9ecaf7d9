/** Asks the person at the terminal. An abandoned question (Ctrl-C) is a no. */
export interface Prompt {
  confirm(question: string): Promise<boolean>;
  /** What the person typed. */
  text(question: string): Promise<string>;
}

/** Loaded only when there is something to ask. */
export function terminalPrompt(): Prompt {
  return {
    confirm: async (message) => {
      const { confirm } = await import('@clack/prompts');
      return (await confirm({ message, initialValue: false })) === true;
    },
    text: async (message) => {
      const { text } = await import('@clack/prompts');
      const answer = await text({ message });
      return typeof answer === 'string' ? answer.trim() : '';
    },
  };
}
