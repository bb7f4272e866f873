/** An audit's result as the published JSON. */
import type { AuditResult } from "../finding/result.ts";

export function renderJson(result: AuditResult): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
