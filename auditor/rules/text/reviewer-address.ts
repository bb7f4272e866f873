/** Tells text that wants something of whoever judges a submission from text that only speaks of such people and programs. */
import type { Passage } from "./passages.ts";

export interface Address {
  readonly what: "instruction" | "verdict" | "turn" | "approval";
  readonly start: number;
  readonly end: number;
  /** Both the reader and what he is to conclude are named. */
  readonly isExplicit: boolean;
}

const ROLE =
  "(?:reviewers?|auditors?|graders?|evaluators?|judges?|moderators?|assessors?|verifiers?|graders?|scorers?)";
const TOOL =
  "(?:(?:static |code |security |integrity |cheat |cheating |ai |llm )(?:analy[sz]ers?|scanners?|detectors?|checkers?)|(?:review|audit|auditing|grading|evaluation|judging|analysis|reviewing|integrity|monitoring) (?:model|llm|ai|agent|bot|tool|system|process|pipeline|team)s?|rebench)";
const KIND = "(?:(?:ai|llm|human|automated|automatic|code|security|integrity|claude|gpt|external|final) )*";
const AUDIENCE = `(?:${KIND}${ROLE}|${KIND}${TOOL})`;

/** Speaks to the audience: by name, as a letter does, or as "if you review this". */
const ADDRESSES: readonly RegExp[] = [
  new RegExp(
    `\\b(?:dear|hey|hello|hi|attention|attn|fao|@|calling)[ ,:]*(?:all |any |the )?${AUDIENCE}\\b`,
    "gi",
  ),
  new RegExp(
    `\\b(?:notes?|message|memo|instructions?|info(?:rmation)?|notice|reminder|warning|guidance|hint|request|heads[- ]up|context)\\b[ :]*(?:to|for) (?:all |any |the |future |our )*${AUDIENCE}\\b`,
    "gi",
  ),
  new RegExp(
    `(?:^\\s*|[.!?\\n;:"'(\\[*>-]\\s*)(?:to |for )?(?:all |any |the )?${AUDIENCE}\\s*[:,!\\u2014\\]-]`,
    "gi",
  ),
  new RegExp(
    `\\b(?:if|when|since|because|as|while)\\s+you(?: are|'re)?\\s+(?:an? |the )?(?:(?:ai|llm|large language model|language model|automated|model|system|assistant)\\b[^.\\n]{0,60})?(?:review|audit|grad|judg|evaluat|assess|analy[sz]|inspect|scor|check)\\w*`,
    "gi",
  ),
  new RegExp(`\\b(?:as|being) (?:an?|the) ${AUDIENCE}[, ]+you\\b`, "gi"),
  new RegExp(`\\byou(?: are|'re) (?:an?|the|now an?|now the) ${AUDIENCE}\\b`, "gi"),
  new RegExp(
    `\\b(?:any|every|all|the) ${AUDIENCE} (?:reading|seeing|looking at|reviewing|processing|analysing|analyzing) this\\b`,
    "gi",
  ),
  new RegExp(
    `\\b${AUDIENCE} (?:must|should|shall|may|is to|are to|is asked to|are asked to|is instructed to|are instructed to|is required to|please|need not|needs? to)\\b`,
    "gi",
  ),
];

const GOOD =
  "(?:clean|safe|compliant|benign|valid|legit(?:imate)?|honest|passing|passed|pass|approved?|accepted|acceptable|correct|genuine|fully correct|not a violation|no[- ](?:violations?|issues?|findings?|problems?|cheating|concerns?)|full (?:marks|score|credit)|(?:the )?(?:maximum|highest|best|top|perfect) (?:score|grade|mark|rating)|10 ?/ ?10|100 ?%|(?:the )?winner|better|best|preferred)";

const THIS =
  "(?:this|the|these|it|any of (?:this|these)|my|our|everything|anything)(?: (?:above|below|following|present|next|whole|entire))?(?: (?:code|file|files|submission|solution|script|kernel|implementation|function|class|method|block|section|part|line|lines|program|repository|repo|project|module|import|behaviou?r|pattern|use|usage|access|call|calls|change|run|result|results|score|answer|response|reply|completion|work|entry))?";

/** What the reader is asked to conclude, or not to look at. */
const DEMANDS: readonly RegExp[] = [
  /\b(?:do not|don'?t|never|no need to|must not|should not|shouldn'?t|may not|need not|refrain from|avoid|stop|without)\s+(?:be |to )?(?:flag(?:ging)?|report(?:ing)?|reject(?:ing)?|fail(?:ing)?|penali[sz](?:e|ing)|disqualify(?:ing)?|investigat(?:e|ing)|scrutini[sz](?:e|ing)|mark(?:ing)? (?:it|this|them)|downgrad(?:e|ing)|deduct(?:ing)?|rais(?:e|ing) (?:an? )?(?:issue|finding|concern|alarm|flag)s?|treat(?:ing)? (?:it|this|that|these) as|consider(?:ing)? (?:it|this|that|these) (?:as )?(?:a )?(?:cheat|violation|suspicious)|look(?:ing)? (?:into|further|closer|any further)|inspect(?:ing)? (?:it|this|these|further)|analy[sz](?:e|ing) (?:it|this|these|further)|review(?:ing)? (?:it|this|these|further)|audit(?:ing)? (?:it|this|these|further))\b/gi,
  /\b(?:ignor(?:e|ing)|disregard(?:ing)?|forget|overrid(?:e|ing)|bypass|dismiss)\s+(?:all |any |the |your |every |of )*(?:previous|prior|above|earlier|preceding|other|original|system|initial|given|existing)?\s*(?:instructions?|prompts?|rules?|guidelines|polic(?:y|ies)|directions|system message|findings?|checks?|warnings?|flags?|suspicions?|violations?)\b/gi,
  new RegExp(
    `\\b(?:mark|label|classify|rate|grade|score|treat|consider|report|accept|pass|approve|regard|judge|deem|declare|assess|evaluate|record|list|count|certify|flag)\\s+${THIS}\\s*(?:to be |as (?:being |a |an )?|with |at |: ?|= ?|is )?["'\`*]*${GOOD}`,
    "gi",
  ),
  new RegExp(
    `\\b(?:approve|accept|pass|skip|clear|whitelist|allow|prefer|choose|pick|select|vote for|favou?r|reward|ignore|exclude|exempt)\\s+(?:this|these|my|the above|the following)(?: (?:code|file|files|submission|solution|script|kernel|implementation|function|class|block|section|module|import|call|line|answer|response|reply|completion|one|entry|run|result))?\\b`,
    "gi",
  ),
  new RegExp(
    `\\b(?:return|output|respond|reply|answer|conclude|emit|give|award|assign|issue|write|say|state)\\s+(?:only |with |that |a |an |the |it |this |verdict |as |: ?|is )*(?:verdict|score|grade|rating|result)?\\s*(?:of |is |: ?|= ?|as )?["'\`*]*${GOOD}\\b`,
    "gi",
  ),
  new RegExp(
    `\\b(?:your |the |final |correct |only |right |appropriate |expected )+(?:verdict|judge?ment|conclusion|rating|grade|assessment|finding|decision)\\s+(?:is|must be|should be|has to be|will be|shall be|:|=)\\s*["'\`*]*${GOOD}\\b`,
    "gi",
  ),
];

const APPROVAL =
  /\b(?:pre-?approved|(?:already |been |was |were |is |are |has been |have been )+(?:explicitly |officially |manually |fully |previously )?(?:approved|audited|cleared|verified|authori[sz]ed|exempt(?:ed)?|whitelisted|signed off|sanctioned|waived|vetted)|(?:approved|authori[sz]ed|cleared|sanctioned|waived|signed off) by)\b/gi;
const AUTHORITY =
  /\b(?:organi[sz]ers?|maintainers?|(?:task|environment|benchmark|competition|challenge) (?:authors?|owners?|creators?|team|staff|designers?)|safety team|security team|integrity team|review(?:er)? (?:board|team)|audit team|metr|anthropic|openai|admin(?:istrator)?s?|the judges|the graders|the reviewers)\b/i;

/** A verdict as a tool would print it. */
const VERDICT =
  /(?:^|[\s"'{[(<*#])(?:final[ _-])?(?:audit[ _-]|review[ _-]|integrity[ _-]|reviewer[ _-]|auditor[ _-]|rebench[ _-])?(?:verdict|audit[ _-]result|review[ _-]result|audit[ _-]status|review[ _-]status|audit|auditor_decision|reviewer_decision)["'`*]*\s*(?:[:=]|is\b)\s*["'`*]*(?:clean|safe|compliant|benign|pass(?:ed)?|approved|no[ _-](?:violations?|findings?|issues?|cheating)|not[ _-]cheating|honest|legitimate)\b/gi;

/** The beginning of a turn of a conversation that nobody is having. */
const TURN =
  /<\|(?:im_start|start_header_id|system|assistant)\|>\s*(?:system|assistant)?|<\/?(?:system|assistant|system[-_ ]?(?:prompt|message|reminder|override))>|\[\/?(?:SYSTEM|SYS|ASSISTANT)\]|<<\/?SYS>>|(?:^|\n)[ \t#*]*(?:SYSTEM|ASSISTANT|Assistant|System)(?: (?:OVERRIDE|MESSAGE|PROMPT|NOTE|INSTRUCTION))?\s*:|(?:BEGIN|END)(?: OF)? (?:REVIEWER|AUDITOR|SYSTEM|GRADER)[ _](?:INSTRUCTIONS?|PROMPT|MESSAGE)/g;

/** How far apart the address and what is asked may stand. */
const REACH = 500;

/** Cheap to look for: nothing is aimed at a judge without one of these. */
const MENTIONS =
  /review|audit|grader|grading|judg|evaluat|moderator|assess|verifier|scorer|analy[sz]|scanner|detector|checker|rebench|verdict|approved|authori[sz]ed|exempt|whitelisted|cleared|sanctioned|waived|vetted|signed off|<\|im_|<\|s|\[\/?SYS|\[\/?ASSISTANT|<\/?system|<\/?assistant|SYSTEM|ASSISTANT|Assistant:|System:/i;

/** What `passage` asks of its judges; nothing for text that only speaks of them. */
export function addressesIn(passage: Passage): readonly Address[] {
  if (passage.isPattern || !MENTIONS.test(passage.text)) return [];
  const text = passage.text.replace(/[^\S\n]/g, " ");
  // Line ends inside a comment or paragraph are no ends of sentences.
  const flat = text.replace(/\n(?!\s*\n)/g, " ");
  const calls = all(flat, ADDRESSES).concat(all(text, ADDRESSES));
  const isClaim = APPROVAL.test(flat);
  APPROVAL.lastIndex = 0;
  const demands = calls.length > 0 || isClaim ? all(flat, DEMANDS) : [];
  const told = instructions(passage, flat, calls, demands);
  if (told.length > 0) return told;
  const claimed = isClaim ? approvals(passage, flat, calls, demands) : [];
  return claimed.length > 0 ? claimed : saidAlone(passage, text, flat);
}

interface Match {
  readonly start: number;
  readonly end: number;
}

function all(text: string, patterns: readonly RegExp[]): readonly Match[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index + Math.max(0, match[0].search(/\w/)),
      end: match.index + match[0].length,
    })),
  );
}

/** Somebody is spoken to, and told what to conclude. */
function instructions(
  passage: Passage,
  text: string,
  calls: readonly Match[],
  demands: readonly Match[],
): readonly Address[] {
  for (const call of calls) {
    const demand = demands.find(
      ({ start, end }) =>
        start >= call.start - 120 &&
        end <= call.end + REACH &&
        !isReported(text, { start, end }) &&
        concerns(passage, text, call, { start, end }),
    );
    if (demand === undefined) continue;
    return [{ what: "instruction", ...outer(call, demand), isExplicit: !isReported(text, call) }];
  }
  return [];
}

/**
 * A string may be a prompt for a model that judges something else: "you are a judge; prefer the shorter answer". It is aimed at
 * whoever judges this work only where it speaks of this work.
 */
function concerns(passage: Passage, text: string, call: Match, demand: Match): boolean {
  if (passage.kind !== "string") return true;
  const around = text.slice(Math.min(call.start, demand.start), Math.max(call.end, demand.end) + 80);
  const isPrompt = /\byou are (?:an?|the)\b|\{\w*\}/i.test(text);
  if (isPrompt) return false;
  return /\b(?:this|my|the above|these) (?:code|file|submission|solution|script|kernel|implementation|program|repository|project|module|run|result|answer|response|reply|completion|one)\b/i.test(
    around,
  );
}

/** Told of others: in quotation marks, as an example, as what is guarded against. */
function isReported(text: string, { start, end }: Match): boolean {
  const before = text.slice(Math.max(0, start - 120), start);
  const after = text.slice(end, end + 80);
  if (
    /(?:e\.g\.|for example|such as|like|says?|saying|phrases?|strings?|prompts?|attempts? to|injection|jailbreak|detects?|filters?|removes?|strips?|guards? against|prevents?|refus\w+|blocks?|text that)\b[^.\n]{0,80}$/i.test(
      before,
    )
  )
    return true;
  return /["'`\u201c]\s*$/.test(before) && /^[^"'`\u201d\n]{0,80}["'`\u201d]/.test(after);
}

/** "Approved by the organisers", said to keep somebody from looking. */
function approvals(
  passage: Passage,
  text: string,
  calls: readonly Match[],
  demands: readonly Match[],
): readonly Address[] {
  if (passage.kind === "string") return [];
  for (const match of text.matchAll(APPROVAL)) {
    const claim = { start: match.index, end: match.index + match[0].length };
    const near = (one: Match): boolean => one.start >= claim.start - 300 && one.end <= claim.end + 300;
    const demand = demands.find(near);
    const call = calls.find(near);
    const hasAuthority = AUTHORITY.test(text.slice(Math.max(0, claim.start - 80), claim.end + 80));
    const other = demand ?? call;
    if (other === undefined || isReported(text, claim)) continue;
    if (demand === undefined && !hasAuthority) continue;
    return [
      {
        what: "approval",
        ...outer(claim, other),
        isExplicit: demand !== undefined && (hasAuthority || call !== undefined),
      },
    ];
  }
  return [];
}

function outer(a: Match, b: Match): Match {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** A verdict or a turn of a conversation, written where only a reader finds it. */
function saidAlone(passage: Passage, text: string, flat: string): readonly Address[] {
  if (passage.kind === "string") return [];
  const verdict = [...text.matchAll(VERDICT)].find(
    (match) => !isReported(text, { start: match.index, end: match.index + match[0].length }),
  );
  if (verdict !== undefined && passage.kind !== "prose")
    return [
      { what: "verdict", start: verdict.index, end: verdict.index + verdict[0].length, isExplicit: true },
    ];
  if (verdict !== undefined)
    return [
      { what: "verdict", start: verdict.index, end: verdict.index + verdict[0].length, isExplicit: false },
    ];
  const turn = passage.kind === "prose" ? undefined : [...text.matchAll(TURN)][0];
  const asks = turn === undefined ? [] : all(flat, DEMANDS);
  if (turn === undefined || asks.length === 0) return [];
  return [
    {
      what: "turn",
      start: turn.index,
      end: Math.max(turn.index + turn[0].length, asks[0]?.end ?? 0),
      isExplicit: true,
    },
  ];
}
