/** The questions, asked in a terminal. */
import { confirm, isCancel, select, text } from "@clack/prompts";
import { isEnvironmentName, nameRule } from "./environment-name.ts";
import { Failure, exitCodes } from "./failure.ts";
import type { Questions } from "./plan.ts";
import { templates } from "./templates.ts";

export const terminalQuestions: Questions = {
  async directory(suggestion) {
    const message = "Where shall the environment be made?";
    return answer(await text({ message, placeholder: suggestion, defaultValue: suggestion }));
  },
  async template() {
    const options = templates.map((template) => ({
      value: template,
      label: template.name,
      hint: template.summary,
    }));
    return answer(await select({ message: "From which template?", options }));
  },
  async name() {
    const validate = (value: string | undefined): string | undefined =>
      isEnvironmentName(value ?? "") ? undefined : `Please give ${nameRule}.`;
    return answer(await text({ message: "What is the environment called?", validate }));
  },
  async overwrite(directory) {
    const chosen = await select({
      message: `${directory} is not empty.`,
      options: [
        { value: "cancel", label: "Leave it as it is, and stop" },
        { value: "merge", label: "Add the files that are not there" },
        { value: "clean", label: "Remove everything in it but .git" },
      ],
    });
    const choice = answer(chosen);
    if (choice === "merge" || choice === "clean") return choice;
    throw cancelled();
  },
  async install() {
    return answer(await confirm({ message: "Install the dependencies now?" }));
  },
  async git() {
    return answer(await confirm({ message: "Make it a git repository?" }));
  },
};

function answer<Value>(value: Value): Exclude<Value, symbol> {
  if (isCancel(value)) throw cancelled();
  return value as Exclude<Value, symbol>;
}

function cancelled(): Failure {
  return new Failure(exitCodes.cancelled, "cancelled; nothing was written");
}
