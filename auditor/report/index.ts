/** The reports by name. Each is a function of the result; nothing here prints. */
import type { AuditResult } from "../finding/result.ts";
import type { LineSource } from "./excerpt.ts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderSarif } from "./sarif.ts";
import { renderText } from "./text.ts";

export const reportFormats = ["text", "json", "sarif", "markdown"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface ReportOptions {
  /** Lets the reports for people show whole lines. */
  readonly lines?: LineSource;
  readonly colour?: boolean;
}

export function renderReport(format: ReportFormat, result: AuditResult, options: ReportOptions = {}): string {
  switch (format) {
    case "text":
      return renderText(result, options);
    case "json":
      return renderJson(result);
    case "sarif":
      return renderSarif(result);
    case "markdown":
      return renderMarkdown(result, options.lines);
  }
}

export { renderSummary } from "./text.ts";
