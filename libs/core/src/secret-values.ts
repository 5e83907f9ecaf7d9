/** How the secrets of common providers look. They are made to be told by their first letters, so that nobody commits them. */
const SECRET_VALUES: readonly RegExp[] = [
  // A user's password in an address, whatever the scheme.
  /:\/\/[^\s/:@]*:[^\s/@]+@/,
  // A password or token among the parameters of one.
  /[?&;](?:password|passwd|pwd|secret|token|access_token|api_?key|sig|signature)=[^&;\s]{8,}/i,
  // Private keys: PEM, OpenSSH, PGP. A certificate or public key is none.
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/,
  // JSON Web Tokens: a header and claims, each JSON in base64url. https://datatracker.ietf.org/doc/html/rfc7519
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  // https://docs.stripe.com/keys, webhook signing secrets among them. Publishable keys (`pk_`) are for everybody.
  /\b(?:sk|rk)_(?:live|test)_\w{10,}|\bwhsec_[\w+/=]{16,}/,
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  /\bgh[pousr]_\w{16,}|\bgithub_pat_\w{16,}/,
  // https://docs.slack.dev/authentication/tokens, and the addresses of incoming webhooks, which need no other secret.
  /\bxox[a-z]-[\w-]{10,}|\bxapp-[\w-]{10,}|hooks\.slack\.com\/(?:services|workflows)\/\w/,
  /discord(?:app)?\.com\/api\/webhooks\/\d/,
  // https://docs.gitlab.com/security/tokens/#token-prefixes
  /\bgl(?:pat|dt|rt|ptt|cbt|soat)-[\w-]{16,}/,
  // https://docs.npmjs.com/about-access-tokens
  /\bnpm_\w{30,}/,
  // Google's API keys and OAuth client secrets.
  /\bAIza[\w-]{30,}|\bGOCSPX-[\w-]{20,}/,
  // OpenAI and Anthropic.
  /\bsk-(?:proj-|ant-|svcacct-)?[\w-]{20,}/,
  // SendGrid, Twilio, Mailgun, Shopify, DigitalOcean.
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\bSK[0-9a-f]{32}\b/,
  /\bkey-[0-9a-f]{32}\b/,
  /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{16,}/,
  /\bdo[por]_v1_[0-9a-f]{32,}/,
];

/** Whether a text has a password, token or key of a well-known form in it. */
export function holdsSecret(text: string): boolean {
  return SECRET_VALUES.some((form) => form.test(text));
}
