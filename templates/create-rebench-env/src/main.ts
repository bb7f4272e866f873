#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { create } from "./create.ts";
import { exitCodes } from "./failure.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

process.once("SIGINT", () => process.exit(exitCodes.cancelled));

process.exitCode = await create(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  isTerminal: process.stdin.isTTY && process.stdout.isTTY,
  version,
  questions: async () => (await import("./questions.ts")).terminalQuestions,
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
});
