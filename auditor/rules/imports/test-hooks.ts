/** Hooks of a test runner that change what tests say; those that only add, order or mark tests are everyday work. */

export interface TestHook {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a hook does to make every test pass. */
const CHANGES: Readonly<Record<string, RegExp>> = {
  pytest_runtest_makereport: /\.outcome\s*=(?!=)|\.(?:passed|failed|excinfo)\s*=(?!=)|force_result/,
  pytest_runtest_logreport: /\.outcome\s*=(?!=)/,
  pytest_runtest_protocol: /\breturn\s+True\b/,
  pytest_pyfunc_call: /\breturn\s+True\b/,
  pytest_runtest_call: /\bobj\s*=|\.runtest\s*=/,
  pytest_collection_modifyitems:
    /\bitems\s*\[\s*:\s*\]\s*=\s*\[\s*\]|\bitems\.clear\(\)|\bdel\s+items\s*\[\s*:/,
  pytest_sessionfinish: /\bexitstatus\s*=|os\._exit|\bsys\.exit\(\s*0/,
  pytest_terminal_summary: /\bstats\b[^\n]*(?:=|pop|clear)/,
  pytest_report_teststatus: /\breturn\b/,
  pytest_exception_interact: /\.outcome\s*=/,
};

/** `code` has strings and comments blanked, `text` is the file as it is. */
export function changesTestOutcomes(code: string, text: string): TestHook | undefined {
  for (const match of code.matchAll(/^(?:async )?def (pytest_\w+)[^\n]*/gm)) {
    const name = match[1] ?? "";
    const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
    const end = code.slice(match.index + match[0].length).search(/\n(?=\S)/);
    const body = code.slice(
      match.index + match[0].length,
      end === -1 ? undefined : match.index + match[0].length + end,
    );
    const says = text.slice(match.index, match.index + match[0].length + body.length);
    if (change?.test(body) === true && (!/outcome/.test(body) || /["']passed["']/.test(says)))
      return { name, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}
