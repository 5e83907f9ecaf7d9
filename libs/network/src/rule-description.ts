/**
 * Returns `text` if EC2 takes it as the description of a security group or of a rule. Apostrophes and dashes from a
 * word processor pass every plan and fail in the middle of an apply.
 *
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
 *
 * @throws Error that names the first character that EC2 refuses
 */
export function ruleDescription(text: string): string {
  if (text.length === 0 || text.length > 255) {
    throw new Error(
      `Security group description must have 1 to 255 characters, it has ${text.length}: "${text}"`,
    );
  }
  const refused = [...text].find((character) => !ALLOWED.test(character));
  if (refused !== undefined) {
    throw new Error(
      `AWS refuses the character ${refused} in the security group description "${text}". ` +
        'Letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* are allowed.',
    );
  }
  return text;
}

const ALLOWED = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]$/;
