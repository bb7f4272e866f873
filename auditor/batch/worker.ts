/** A thread that audits one line after the other: what its parent sends is a line of the manifest, what it answers is the record. */
import { parentPort } from "node:worker_threads";
import { lineAuditor } from "./audit-line.ts";
import type { ManifestLine } from "./line.ts";

const port = parentPort;
if (port === null) throw new Error("this module is the work of a thread");
const audit = lineAuditor();
port.on("message", (line: ManifestLine) => {
  void audit(line).then((record) => port.postMessage(record));
});
