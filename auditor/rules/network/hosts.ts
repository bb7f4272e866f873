/** Whom a program talks to: this machine, or the network. */

/** Ends of the addresses under which language models are asked. */
const MODEL_ENDPOINT =
  /["'`/](?:v1\/)?(?:chat\/completions|completions|messages|responses)["'`]|:generateContent\b/;

/** Whether a text of code names the address of a language model. */
export function namesModelEndpoint(code: string): boolean {
  return (
    /chat\/completions|v1\/(messages|completions|responses)|:generateContent/.test(code) &&
    MODEL_ENDPOINT.test(code)
  );
}

const LOCAL = /^(localhost|127(\.\d+){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i;

export type Reached = "local" | "remote" | "unknown";

/** Of a URL, `host:port`, `user@host:path` or a bare host. */
export function reachedBy(target: string | undefined): Reached {
  if (target === undefined || target === "") return "unknown";
  if (/^(file|unix|data|ipc):/i.test(target) || target.startsWith("/") || target.startsWith("./"))
    return "local";
  const host = /^(?:[a-z][a-z+.-]*:\/\/)?(?:[^@/\s]*@)?(\[[^\]]*\]|[^:/\s?#]+)/i.exec(target)?.[1];
  if (host === undefined || host.includes("\uffff")) return "unknown";
  return LOCAL.test(host) ? "local" : "remote";
}
