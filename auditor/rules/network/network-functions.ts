/** Functions of Python that reach the network, and which of their arguments says where. */
import type { OperationFact } from "../../python/facts.ts";
import type { Value } from "../../python/values.ts";
import { knownText } from "../text/known-text.ts";
import { reachedBy, type Reached } from "./hosts.ts";

interface NetworkFunction {
  readonly path: RegExp;
  /** Position and keyword of the target; without it the function always leaves the machine. */
  readonly at?: number;
  readonly keyword?: string;
}

const VERBS = "(get|post|put|patch|delete|head|options|request|stream|send)";

const FUNCTIONS: readonly NetworkFunction[] = [
  { path: /^urllib\.request\.(urlopen|urlretrieve|Request)$/, at: 0, keyword: "url" },
  { path: /^urllib\.request\.(URLopener|FancyURLopener)\(\)\.(open|retrieve)$/, at: 0 },
  { path: /^urllib\.request\.build_opener\(\)\.open$/, at: 0 },
  { path: /^urllib3\.(request|PoolManager\(\)\.(request|urlopen))$/, at: 1, keyword: "url" },
  { path: /^(requests|httpx)\.(get|post|put|patch|delete|head|options|stream)$/, at: 0, keyword: "url" },
  { path: /^(requests|httpx|aiohttp)\.request$/, at: 1, keyword: "url" },
  {
    path: new RegExp(
      `^(requests(\\.sessions)?\\.[sS]ession|httpx\\.(Async)?Client|aiohttp\\.ClientSession)\\(\\)\\.(?!request$|stream$)${VERBS}$`,
    ),
    at: 0,
    keyword: "url",
  },
  {
    path: /^(requests(\.sessions)?\.[sS]ession|httpx\.(Async)?Client|aiohttp\.ClientSession)\(\)\.(request|stream)$/,
    at: 1,
    keyword: "url",
  },
  { path: /^http\.client\.HTTPS?Connection$/, at: 0, keyword: "host" },
  { path: /^socket\.create_connection$/, at: 0, keyword: "address" },
  { path: /^socket\.socket\(\)\.(connect|connect_ex|sendto)$/, at: 0 },
  { path: /^socket\.(gethostbyname|getaddrinfo)$/, at: 0, keyword: "host" },
  { path: /^asyncio\.open_connection$/, at: 0, keyword: "host" },
  {
    path: /^(ftplib\.FTP(_TLS)?|smtplib\.SMTP(_SSL)?|telnetlib\.Telnet|imaplib\.IMAP4(_SSL)?|poplib\.POP3(_SSL)?)$/,
    at: 0,
    keyword: "host",
  },
  { path: /^paramiko\.(client\.)?SSHClient\(\)\.connect$/, at: 0, keyword: "hostname" },
  { path: /^websockets(\.client|\.sync\.client)?\.connect$/, at: 0, keyword: "uri" },
  { path: /^websocket\.(create_connection|WebSocketApp)$/, at: 0, keyword: "url" },
  { path: /^xmlrpc\.client\.ServerProxy$/, at: 0, keyword: "uri" },
  { path: /^pycurl\.Curl\(\)\.perform$/ },
  { path: /^(wget|gdown)\.(download|download_folder|cached_download)$/ },
  { path: /^(kagglehub|kaggle\.api)\.\w*(download|competition)\w*$/ },
  { path: /^boto3\.(client|resource|session\.Session\(\)\.(client|resource))$/ },
  { path: /^google\.cloud\.storage\.Client$/ },
  { path: /^(fsspec|smart_open|s3fs\.S3FileSystem\(\))\.open$/, at: 0 },
  { path: /^git\.(repo\.base\.)?Repo\.clone_from$/, at: 0, keyword: "url" },
  { path: /^pip\.(main|_internal\.main|_internal\.cli\.main\.main)$/ },
  { path: /^torchvision\.datasets\.utils\.download_\w+$/, at: 0, keyword: "url" },
];

/** Readers of tables and arrays that also take addresses. */
const READS_ADDRESSES = /^(pandas\.read_\w+|polars\.(read|scan)_\w+|numpy\.(loadtxt|genfromtxt))$/;

export interface NetworkUse {
  readonly target: string | undefined;
  readonly reached: Reached;
  readonly value: Value | undefined;
}

/** Where `operation` goes; undefined for one that goes nowhere. */
export function networkUse(operation: OperationFact): NetworkUse | undefined {
  const { path } = operation;
  const known = FUNCTIONS.find((one) => one.path.test(path));
  if (known === undefined) return addressRead(operation);
  if (known.at === undefined) return { target: undefined, reached: "remote", value: undefined };
  const value = argumentAt(operation, known.at, known.keyword);
  const target = targetOf(value);
  // A request that is only made, and an answer that is asked about this machine, reach nothing yet.
  if (path.endsWith(".Request") && reachedBy(target) !== "remote") return undefined;
  if (/^socket\.(gethostbyname|getaddrinfo)$/.test(path) && reachedBy(target) !== "remote") return undefined;
  if (/^(fsspec|smart_open)/.test(path) && !/^[a-z0-9]+:\/\//.test(target ?? "")) return undefined;
  return { target, reached: reachedBy(target), value };
}

function addressRead(operation: OperationFact): NetworkUse | undefined {
  if (!READS_ADDRESSES.test(operation.path)) return undefined;
  const value = operation.args.positional[0] ?? operation.args.keywords.get("filepath_or_buffer");
  const target = knownText(value);
  return target !== undefined && /^(https?|ftp|s3|gs|hf):\/\//.test(target)
    ? { target, reached: reachedBy(target), value }
    : undefined;
}

function argumentAt({ args }: OperationFact, at: number, keyword: string | undefined): Value | undefined {
  return args.positional[at] ?? (keyword === undefined ? undefined : args.keywords.get(keyword));
}

/** A URL, or the host of an address pair; a path is the address of a socket on this machine. */
function targetOf(value: Value | undefined): string | undefined {
  const text = knownText(value);
  if (text !== undefined) return text;
  return value?.kind === "sequence" ? knownText(value.object.items[0]) : undefined;
}
