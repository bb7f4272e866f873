/** Names of modules that a scorer, or Python itself, imports: a file of such a name on the import path takes their place. */

/** Python 3.11's `sys.stdlib_module_names`, without those that begin with an underscore. */
export const STANDARD_LIBRARY: ReadonlySet<string> = new Set(
  `
  abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
  builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
  concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm
  decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp
  fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip
  hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json
  keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder
  msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os
  ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint
  profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib
  resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib
  sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
  stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios
  textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
  turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg
  winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`
    .trim()
    .split(/\s+/),
);

/**
 * Libraries that scorers of numerical work import, so that a file of this name stands between the scorer and what it measures with.
 * Nobody calls a module of their own so; names that are also ordinary words are not among them.
 */
export const SCORER_LIBRARIES: ReadonlySet<string> = new Set([
  "cupy",
  "jax",
  "numpy",
  "pandas",
  "pytest",
  "rebench",
  "scipy",
  "sklearn",
  "tensorflow",
  "torch",
  "torchvision",
  "triton",
  "yaml",
]);

/** What Python runs by itself when it starts, wherever it finds it. */
export const STARTUP_MODULES: ReadonlySet<string> = new Set(["sitecustomize", "usercustomize"]);

/** Of the standard library: what measuring and judging go through. A file that defines one of these replaces it. */
export const MEASURING_NAMES: Readonly<Record<string, readonly string[]>> = {
  copy: ["deepcopy"],
  gc: ["collect", "get_objects"],
  hashlib: ["sha256", "md5", "blake2b"],
  importlib: ["import_module"],
  inspect: ["getsource", "stack"],
  json: ["load", "loads", "dump", "dumps", "JSONEncoder"],
  math: ["isclose", "isfinite", "isnan", "log", "sqrt"],
  multiprocessing: ["Process", "get_context"],
  operator: ["eq"],
  os: ["urandom", "environ"],
  pickle: ["load", "loads", "dump", "dumps", "Unpickler"],
  random: ["seed", "random", "randint", "Random"],
  resource: ["setrlimit", "getrusage"],
  signal: ["alarm", "signal", "setitimer"],
  statistics: ["mean", "median", "stdev", "fmean"],
  struct: ["pack", "unpack"],
  subprocess: ["run", "Popen", "check_output"],
  threading: ["Thread", "Timer"],
  time: ["perf_counter", "perf_counter_ns", "time", "time_ns", "monotonic", "process_time", "sleep"],
  timeit: ["timeit", "repeat", "default_timer", "Timer"],
  unittest: ["TestCase", "main"],
};
