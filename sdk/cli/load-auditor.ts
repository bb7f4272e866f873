/** The one place where the SDK reaches the auditor, and only when a command needs it. */
export type Auditor = typeof import("../../auditor/index.ts");
export type Batches = typeof import("../../auditor/batch/index.ts");

export function loadAuditor(): Promise<Auditor> {
  return import("../../auditor/index.ts");
}

export function loadBatches(): Promise<Batches> {
  return import("../../auditor/batch/index.ts");
}
