import { describe, expect, test } from "vitest";
import { bubblewrapArguments, sandboxCommand } from "../../sdk/sandbox/bubblewrap-arguments.ts";
import { exampleSpec, ordinary, root, system } from "./fixtures.ts";

describe("bubblewrapArguments", () => {
  const options = bubblewrapArguments(exampleSpec(), root, system);
  const text = options.join(" ");

  test("gives every namespace of its own and dies with its parent", () => {
    for (const option of [
      "--unshare-pid",
      "--unshare-ipc",
      "--unshare-uts",
      "--unshare-net",
      "--new-session",
      "--die-with-parent",
    ]) {
      expect(options).toContain(option);
    }
  });

  test("keeps of root's capabilities only those that the change of user takes", () => {
    expect(text).toContain("--cap-drop ALL --cap-add CAP_SETUID --cap-add CAP_SETGID --cap-add CAP_SETPCAP");
    expect(options).not.toContain("--unshare-user");
  });

  test("maps an ordinary user, who may not make further user namespaces", () => {
    const mapped = bubblewrapArguments(exampleSpec(), ordinary, system).join(" ");
    expect(mapped).toContain("--unshare-user --disable-userns --uid 1000 --gid 1000 --cap-drop ALL");
    expect(mapped).not.toContain("--cap-add");
  });

  test("shows the network only on request, and then what resolves names", () => {
    const open = bubblewrapArguments(exampleSpec({ network: "full" }), root, system);
    expect(open).not.toContain("--unshare-net");
    expect(open).toContain("/etc/resolv.conf");
    expect(options).not.toContain("/etc/resolv.conf");
  });

  test("bounds everything that lies in memory and makes the rest read-only, after all mounts", () => {
    expect(text).toContain(
      "--perms 1777 --size 16777216 --tmpfs /tmp --perms 1777 --size 16777216 --tmpfs /dev/shm",
    );
    expect(text).toMatch(
      /--bind \/home\/solver\/solution \/workspace\/solution --remount-ro \/dev --remount-ro \/ --chdir \/workspace$/,
    );
  });

  test("mounts read-only before writable, so that a part of what is shown can be writable", () => {
    expect(options.indexOf("/workspace/data")).toBeLessThan(options.lastIndexOf("/workspace/solution"));
    expect(options.filter((option) => option === "--bind")).toHaveLength(1);
  });

  test("does not mount again what the system's folders show", () => {
    const spec = exampleSpec({
      readOnly: [
        { source: "/usr/lib/python3", target: "/usr/lib/python3" },
        { source: "/state/x", target: "/usr/share/x" },
      ],
    });
    const given = bubblewrapArguments(spec, root, system);
    expect(given).not.toContain("/usr/lib/python3");
    expect(given).toContain("/usr/share/x");
  });
});

describe("sandboxCommand", () => {
  test("becomes the user, then takes on the limits, then turns into the program", () => {
    const command = sandboxCommand(exampleSpec(), root, system);
    expect(command.slice(0, 4)).toEqual([
      "/usr/bin/setpriv",
      "--reuid=23456",
      "--regid=23456",
      "--clear-groups",
    ]);
    expect(command.slice(-4)).toEqual(["--", "/bin/sh", "-c", "true"]);
    expect(command.indexOf("/usr/bin/setpriv")).toBeLessThan(command.indexOf("/usr/bin/prlimit"));
    expect(command).toContain("--nproc=32");
    expect(command).toContain(`--data=${256 * 2 ** 20}`);
    expect(command.join(" ")).toContain("/usr/bin/taskset --cpu-list 0 ");
  });

  test("an ordinary user has become another one already, and a machine with few cores needs no choice", () => {
    const command = sandboxCommand(exampleSpec(), ordinary, { ...system, cores: [0] });
    expect(command[0]).toBe("/usr/bin/prlimit");
  });
});
