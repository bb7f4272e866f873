/** Many audits, one line each. */
export { lineAuditor, type AuditLine } from "./audit-line.ts";
export {
  linesOfShard,
  manifestLines,
  parseShard,
  unreadKeys,
  type ManifestLine,
  type Shard,
} from "./line.ts";
export { verdictIn } from "./record.ts";
export { noProgress, openResults, readProgress, type Progress, type ResultsFile } from "./results-file.ts";
export { runBatch } from "./run-batch.ts";
export { createWorkerPool, defaultPoolLimits, type WorkerPool } from "./worker-pool.ts";
