/** The sandbox as arguments: pure functions from a specification, so that a test can read every one of them. */
import { chooseCores, resourceLimitOptions } from "./limits.ts";
import type { HostSystem, Identity, Mount, SandboxSpec } from "./sandbox-spec.ts";

const mebibyte = 1_048_576;

/** Files of the host's /etc that programs need: the linker's cache, Debian's choice of BLAS, the time zone. */
const harmlessEtc = [
  "/etc/ld.so.cache",
  "/etc/ld.so.conf",
  "/etc/ld.so.conf.d",
  "/etc/alternatives",
  "/etc/localtime",
];
const networkEtc = ["/etc/resolv.conf", "/etc/ssl", "/etc/ca-certificates", "/etc/pki"];
const ownEtc = ["passwd", "group", "hosts", "nsswitch.conf"];

/** Bubblewrap's options, without descriptors and without the command. Meant for `--args`, which keeps them out of sight. */
export function bubblewrapArguments(spec: SandboxSpec, identity: Identity, system: HostSystem): string[] {
  return [
    ...namespaces(spec, identity),
    ...systemMounts(system),
    ...privateMounts(spec),
    ...ancestors(spec).flatMap((folder) => ["--perms", "0755", "--dir", folder]),
    ...etcMounts(spec, identity),
    ...spec.readOnly
      .filter((mount) => !isShown(mount, system))
      .flatMap(({ source, target }) => ["--ro-bind", source, target]),
    ...spec.links
      .filter(({ path }) => !isWithin(path, system.folders))
      .flatMap(({ path, target }) => ["--symlink", target, path]),
    ...spec.writable.flatMap(({ source, target }) => ["--bind", source, target]),
    // The root and /dev are in memory and of no declared size: nobody may write there.
    "--remount-ro",
    "/dev",
    "--remount-ro",
    "/",
    "--chdir",
    spec.cwd,
  ];
}

/**
 * The command that bubblewrap starts: it becomes the sandbox's user, takes on the limits, and turns into the program.
 * The mounts are made before the change of user, because the host may keep their sources from everybody but root.
 */
export function sandboxCommand(spec: SandboxSpec, identity: Identity, system: HostSystem): string[] {
  const cores = chooseCores(system.cores, spec.limits.cpus);
  const user = [
    system.setpriv,
    `--reuid=${identity.uid}`,
    `--regid=${identity.gid}`,
    "--clear-groups",
    "--no-new-privs",
    "--inh-caps=-all",
    "--bounding-set=-all",
    "--",
  ];
  return [
    ...(identity.means === "switch" ? user : []),
    ...(cores === undefined ? [] : [system.taskset, "--cpu-list", cores.join(",")]),
    system.prlimit,
    ...resourceLimitOptions(spec.limits),
    "--",
    ...spec.command,
  ];
}

function namespaces(spec: SandboxSpec, identity: Identity): string[] {
  const user =
    identity.means === "map"
      ? [
          "--unshare-user",
          "--disable-userns",
          "--uid",
          String(identity.uid),
          "--gid",
          String(identity.gid),
          "--cap-drop",
          "ALL",
        ]
      : // Only for the change of user, which gives all of them up.
        [
          "--cap-drop",
          "ALL",
          "--cap-add",
          "CAP_SETUID",
          "--cap-add",
          "CAP_SETGID",
          "--cap-add",
          "CAP_SETPCAP",
        ];
  return [
    ...user,
    "--unshare-ipc",
    "--unshare-pid",
    "--unshare-uts",
    "--unshare-cgroup-try",
    ...(spec.network === "none" ? ["--unshare-net"] : []),
    "--hostname",
    "sandbox",
    // Without a session of its own, kill(0) from inside reaches the caller's process group.
    "--new-session",
    "--die-with-parent",
  ];
}

function systemMounts(system: HostSystem): string[] {
  return [
    ...system.folders.flatMap((folder) => ["--ro-bind", folder, folder]),
    ...system.links.flatMap(({ path, target }) => ["--symlink", target, path]),
    "--proc",
    "/proc",
    "--dev",
    "/dev",
  ];
}

function etcMounts(spec: SandboxSpec, identity: Identity): string[] {
  const shared = spec.network === "full" ? [...harmlessEtc, ...networkEtc] : harmlessEtc;
  return [
    ...ownEtc.flatMap((name) => ["--ro-bind", `${identity.etc}/${name}`, `/etc/${name}`]),
    ...shared.flatMap((path) => ["--ro-bind-try", path, path]),
  ];
}

function privateMounts(spec: SandboxSpec): string[] {
  const size = String(Math.floor(spec.limits.tmpMiB * mebibyte));
  return ["/tmp", "/dev/shm"].flatMap((path) => ["--perms", "1777", "--size", size, "--tmpfs", path]);
}

/** Folders above what is mounted. Made by bubblewrap itself they would be closed to others where the host's own ones are. */
function ancestors(spec: SandboxSpec): string[] {
  const targets = [...spec.readOnly, ...spec.writable].map(({ target }) => target);
  const paths = [
    "/etc/passwd",
    spec.cwd === "/" ? "/" : `${spec.cwd}/.`,
    ...targets,
    ...spec.links.map(({ path }) => path),
  ];
  return [...new Set(paths.flatMap(foldersAbove))].sort();
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return parts
    .map((_, index) => `/${parts.slice(0, index + 1).join("/")}`)
    .filter((folder) => folder !== "/tmp");
}

/** Whether a mount shows what the system's folders show already. */
function isShown({ source, target }: Mount, system: HostSystem): boolean {
  return source === target && isWithin(target, system.folders);
}

function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
