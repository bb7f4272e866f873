import type { OperationFact } from "../python/facts.ts";
import type { ShellCommand } from "../shell/command.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { networkCommand } from "./network/network-commands.ts";
import { networkUse } from "./network/network-functions.ts";
import { namesModelEndpoint, type Reached } from "./network/hosts.ts";
import { bringsWeights } from "./weights/outside-sources.ts";

const messages = {
  call: "reaches the network with {path}{target}",
  open: "reaches an address that is not known here with {path}",
  model: "asks a language model with {path}, at an address that is not known here",
  command: "runs a command that reaches the network ({what})",
  openCommand: "runs a command that may reach the network ({what})",
} as const;

export const networkAccess = defineRule({
  id: "network-access",
  classes: ["D6"],
  inForce: "declared",
  docs: {
    title: "Use of the network",
    what:
      "Reports calls that open connections (`urllib`, `requests`, `httpx`, `socket` and their like) and commands that do (`curl`, `git clone`, `pip install`, `ssh`), in shell scripts and where Python starts them. " +
      "This machine's own addresses, sockets of files, addresses that are only written down, and code that nothing runs are free. Weights and data from a hub are the rule `outside-weights`.",
    why: "A score measures what was done with what was given. Over the network come answers, weights and work of others.",
    violation: `
import urllib.request

answers = urllib.request.urlopen("https://example.org/answers.json").read()
`,
    allowed: `
import os
from urllib.parse import urlparse

os.environ.setdefault("MASTER_ADDR", "localhost")
SOURCE = "https://example.org/paper.pdf"
print(urlparse(SOURCE).netloc)
`,
  },
  messages,
  defaultClause: "The submission must not use the network.",
  check(context) {
    for (const operation of context.model.operations) checkOperation(context, operation);
    for (const command of context.shell.commands) checkCommand(context, command);
  },
});

type Context = RuleContext<typeof messages>;

function checkOperation(context: Context, operation: OperationFact): void {
  if (operation.reach === "unreached") return;
  const use = networkUse(operation);
  if (use === undefined || use.reached === "local") return;
  // One span, one accusation.
  const isOther = context.policy.rules.some(({ id }) => id === "outside-weights") && bringsWeights(operation);
  if (isOther) return;
  const target = use.target === undefined ? "" : ` (${use.target.slice(0, 100)})`;
  // In a workspace nothing but the environment's own functions has an address to ask.
  const asks = context.policy.solutionRoot !== "" && !operation.path.endsWith(".get");
  if (asks && use.reached === "unknown" && namesModelEndpoint(operation.at.file.text)) {
    context.report({
      at: operation.at,
      message: "model",
      data: { path: operation.path },
      confidence: "likely",
      effect: "attempted",
      steps: context.stepsOf(use.value?.origin ?? operation.binding),
    });
    return;
  }
  context.report({
    at: operation.at,
    ...(use.reached === "remote"
      ? { message: "call", data: { path: operation.path, target } }
      : { message: "open", data: { path: operation.path } }),
    ...strengthOf(use.reached),
    steps: context.stepsOf(use.value?.origin ?? operation.binding),
  });
}

function strengthOf(reached: Reached): {
  confidence: "proven" | "possible";
  effect: "attempted" | "unknown";
} {
  return reached === "remote"
    ? { confidence: "proven", effect: "attempted" }
    : { confidence: "possible", effect: "unknown" };
}

function checkCommand(context: Context, command: ShellCommand): void {
  if (command.reach === "unreached") return;
  const found = networkCommand(command);
  if (found === undefined || found.reached === "local") return;
  context.report({
    at: command.at,
    message: found.reached === "remote" ? "command" : "openCommand",
    data: { what: found.what.slice(0, 100) },
    ...strengthOf(found.reached),
    steps: command.steps,
  });
}
