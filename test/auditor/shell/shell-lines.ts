/** A script's commands as lines, for tests: `⟨?⟩` stands for what is only known while running. */
import { parseShell, type ShellModel } from "../../../auditor/shell/model.ts";
import { UNKNOWN_PART } from "../../../auditor/shell/paths.ts";
import type { ShellCommand } from "../../../auditor/shell/command.ts";

export async function linesOf(script: string): Promise<readonly string[]> {
  const { commands } = await readScript(script);
  return commands.map(lineOf);
}

export function readScript(script: string): Promise<ShellModel> {
  return parseShell(script, "solution/finetune.sh");
}

export function lineOf({ words }: ShellCommand): string {
  return words.map(({ shape }) => shape.replaceAll(UNKNOWN_PART, "⟨?⟩")).join(" ");
}
