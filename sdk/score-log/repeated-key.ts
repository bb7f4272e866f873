/** Finds a key that occurs twice in one JSON object, which `JSON.parse` passes over. */

/** The first repeated key in valid JSON, or undefined. */
export function repeatedKey(json: string): string | undefined {
  /** One set of keys for each open object, null for each open array. */
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;
  for (let match = token.exec(json); match !== null; match = token.exec(json)) {
    const [text, colon] = match;
    if (text === "{") open.push(new Set());
    else if (text === "[") open.push(null);
    else if (text === "}" || text === "]") open.pop();
    else {
      const keys = open.at(-1);
      if (keys === undefined || keys === null || colon === undefined) continue;
      const key = JSON.parse(text.slice(0, text.length - colon.length)) as string;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return undefined;
}
