/** Names that a reader takes for other names. */

/** Letters of other scripts that are drawn like an ASCII letter. Greek letters that mathematics uses for themselves are not among them. */
const TWINS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    // Cyrillic
    ..."аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw ѵv АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI ЈJ ЅS".split(" "),
    // Greek
    ..."οo ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX".split(" "),
    // Latin and Armenian
    ..."ıi ɡg ɑa օo ոn սu հh".split(" "),
  ].map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

export interface Lookalike {
  readonly name: string;
  /** What it looks like. */
  readonly plain: string;
  readonly start: number;
  /** It is written in several scripts; else it is a word of one script that happens to look like another. */
  readonly isMixed: boolean;
  /** The compiler takes it for the plain name. */
  readonly isSame: boolean;
}

const NAME = /[\p{ID_Start}_][\p{ID_Continue}\u200b-\u200d\u2060\ufeff]*/gu;

export function namesIn(code: string): readonly string[] {
  return [...new Set(code.match(NAME) ?? [])];
}

/** The names in `code` that are written with letters of other scripts and look like ASCII. */
export function lookalikesIn(code: string): readonly Lookalike[] {
  if (/^[\0-\u007f]*$/.test(code)) return [];
  return [...code.matchAll(NAME)].flatMap((match) => {
    const [name] = match;
    if (/^[\0-\u007f]*$/.test(name)) return [];
    const plain = plainForm(name);
    return plain === undefined
      ? []
      : [
          {
            name,
            plain,
            start: match.index,
            isMixed: isMixed(name),
            isSame: name.normalize("NFKC") === plain,
          },
        ];
  });
}

/** What `name` looks like, if that is a name of ASCII letters alone and at least one letter is another's twin. */
function plainForm(name: string): string | undefined {
  const visible = name.replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, "");
  const plain = Array.from(visible, (letter) => TWINS[letter] ?? styled(letter)).join("");
  return /^[A-Za-z_]\w{2,}$/.test(plain) ? plain : undefined;
}

/** A single letter in a style of its own stands for itself. */
function isMixed(name: string): boolean {
  return /[A-Za-z]/.test(name) || /[\u200b-\u200d\u2060\ufeff]/.test(name) || isStyled(name);
}

/** Mathematical and full-width letters: Python reads them as the plain ones. */
function styled(letter: string): string {
  return /[\u{1d400}-\u{1d7ff}\uff21-\uff5a\u2100-\u214f]/u.test(letter) ? letter.normalize("NFKC") : letter;
}

function isStyled(name: string): boolean {
  return Array.from(name).filter((letter) => styled(letter) !== letter).length > 2;
}
