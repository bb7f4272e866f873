/**
 * `append-until-full.ts LOG COUNT [BYTES]`: appends up to COUNT entries, making the log if there is none, and prints how that
 * went. With BYTES, no file may grow beyond that.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendEntry, createScoreLog } from "../../../sdk/score-log/append.ts";
import { readScoreLog } from "../../../sdk/score-log/read.ts";
import { newEntry } from "./sample-log.ts";

const [file = "", count = "0", largest] = process.argv.slice(2);
// Only now, so that the limit meets the log and not what loading this program writes.
if (largest !== undefined) execFileSync("prlimit", [`--pid=${process.pid}`, `--fsize=${largest}`]);
let logged = 0;
let failure = "";
try {
  if (!existsSync(file)) await createScoreLog(file);
  while (logged < Number(count)) {
    await appendEntry(file, newEntry({ elapsedSeconds: 5 + logged, message: { text: "x".repeat(500) } }));
    logged += 1;
  }
} catch (error) {
  failure = error instanceof Error ? error.message : String(error);
}
const { damage, entries } = await readScoreLog(file);
process.stdout.write(JSON.stringify({ logged, error: failure, damage, entries: entries.length }));
