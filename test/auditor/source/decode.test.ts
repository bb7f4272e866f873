import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodePython, decodeText } from "../../../auditor/source/decode.ts";

describe("as Python reads it", () => {
  test.each([
    ["plain UTF-8", Buffer.from("x = 'é'\n"), "x = 'é'\n"],
    ["a byte order mark", Buffer.from("\ufeffx = 1\n"), "x = 1\n"],
    [
      "Latin-1 by cookie",
      Buffer.from("# -*- coding: latin-1 -*-\nx = 'é'\n", "latin1"),
      "# -*- coding: latin-1 -*-\nx = 'é'\n",
    ],
    [
      "a cookie in the second line",
      Buffer.from("#!/usr/bin/python\n# vim: set fileencoding=utf-8 :\n"),
      undefined,
    ],
    ["a cookie too late to count", Buffer.from("x = 1\n# coding: utf-7\n"), undefined],
    ["a cookie in the third line", Buffer.from("\n\n# coding: utf-7\n"), undefined],
    ["a lone carriage return, which ends a line", Buffer.from("# a\rexec(x)\r\ny\n"), "# a\nexec(x)\r\ny\n"],
  ])("%s", (_, bytes, text) => {
    const decoded = decodePython(bytes);
    expect(decoded.problem).toBeUndefined();
    expect(decoded.text).toBe(text ?? bytes.toString("utf8"));
  });

  test.each([
    [
      "invalid UTF-8, with its offset",
      Buffer.concat([Buffer.from("ok = 1\nx"), Buffer.from([0xff]), Buffer.from("y")]),
      "is not valid UTF-8 at byte 8",
    ],
    [
      "the offset counts the mark",
      Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x80]),
      "is not valid UTF-8 at byte 4",
    ],
    ["a cut-off sequence", Buffer.from([0x61, 0xe2, 0x82]), "is not valid UTF-8 at byte 1"],
    [
      "an encoding that hides code",
      Buffer.from("# coding: utf-7\n"),
      'declares the encoding "utf-7", which the auditor does not read',
    ],
    [
      "a mark against its cookie",
      Buffer.from("\ufeff# coding: latin-1\n"),
      'starts with a UTF-8 byte order mark but declares "latin-1"',
    ],
    [
      "a null byte",
      Buffer.from("x = 1\0\n"),
      "holds a null character at offset 5, which Python refuses and other readers take for the end",
    ],
    ["ASCII that is not", Buffer.from("# coding: ascii\né\n"), "declares ASCII, but byte 16 is not"],
  ])("a problem: %s", (_, bytes, problem) => {
    expect(decodePython(bytes).problem).toBe(problem);
  });
});

test("the offset of the first invalid byte is where valid text ends", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(0x80, 0xbf, 0xc0, 0xf8, 0xff),
      (text, bad) => {
        const before = Buffer.from(text.replaceAll("\ufeff", ""));
        const { problem } = decodeText(Buffer.concat([before, Buffer.from([bad]), Buffer.from("after")]));
        expect(problem).toBe(`is not valid UTF-8 at byte ${before.length}`);
      },
    ),
  );
});
