/** One of Terraform's errors or warnings, as `-json` prints it. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The resource that it happened to. */
  readonly address?: string;
  /** What in the configuration it is about, such as `resource.aws_lb.web`. */
  readonly context?: string;
}

interface DiagnosticJson {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null } | null;
}

export function parseDiagnostic(json: unknown): Diagnostic {
  const { severity, summary, detail = '', address, snippet } = json as DiagnosticJson;
  return { severity, summary, detail, address, context: snippet?.context ?? undefined };
}

/** Terraform echoes these for every step that an earlier error or an interrupt kept it from. */
const ECHO = /^execution halted$/;

export function realErrors(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity, summary }) => severity === 'error' && !ECHO.test(summary));
}

/** As a paragraph. Files and lines are left out: nobody wrote the generated JSON by hand. */
export function formatDiagnostic({ summary, detail, address, context }: Diagnostic): string {
  const subject = address ?? context;
  const headline = subject ? `${subject}: ${summary}` : summary;
  const lines = detail.trim() ? detail.trim().split('\n') : [];
  return [headline, ...lines.map((line) => (line ? `  ${line}` : ''))].join('\n');
}
