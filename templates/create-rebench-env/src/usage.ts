import { templates } from "./templates.ts";

export function usage(): string {
  return `Makes a rebench environment: a folder that passes its checks, to be changed into your own.

Usage: create-rebench-env [folder] [options]

  -t, --template <name>   ${templates.map(({ name, summary }) => `${name} (${summary})`).join("; ")}
      --name <name>       the environment's name (default: made of the folder's)
      --overwrite <how>   when the folder is not empty: error, merge (keep what is there) or clean (remove it)
      --install           install the dependencies (--no-install: do not)
      --git               make it a git repository, unless it lies in one (--no-git: do not)
  -y, --yes               do not ask; take the defaults: my-env, the first template, --install, --git
      --dry-run           say what would be done, and write nothing
      --json              print the result as JSON, and do not ask
  -h, --help              print this
      --version           print the version

Without a terminal, or where CI is set, nothing is asked: only the folder has to be named.

  npm create rebench-env@latest my-env -- --no-install
  pnpm create rebench-env my-env --yes

Exit status: 0 done; 1 not done, or not all of it; 2 wrong usage; 130 cancelled.`;
}
