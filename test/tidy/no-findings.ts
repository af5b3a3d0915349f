import type { ExecutionContext } from 'ava';

/** Fails with the advice and every finding, one a line, each beginning with `file:line`. */
export function noFindings(t: ExecutionContext, advice: string, findings: readonly string[]): void {
  if (findings.length === 0) t.pass();
  else t.fail([advice, ...findings].join('\n    '));
}
