import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomInt } from "node:crypto";
import type { BubblewrapEngine } from "./engine.ts";
import type { Identity } from "./sandbox-spec.ts";

// Above the users that systems hand out to people, below 65536, which is what containers usually map.
const firstUser = 20_000;
const lastUser = 59_999;
const mappedUser = 1000;

/**
 * A user for one sandbox, and in `folder` the files of /etc that name it. Where users are switched it is drawn at random, so that
 * two sandboxes do not share signals, /proc entries or process limits.
 */
export async function createIdentity({ means }: BubblewrapEngine, folder: string): Promise<Identity> {
  const uid = means === "switch" ? randomInt(firstUser, lastUser + 1) : mappedUser;
  const etc = join(folder, `etc-${uid}`);
  await mkdir(etc, { recursive: true, mode: 0o755 });
  const files = {
    passwd: `root:x:0:0:root:/:/usr/sbin/nologin\nsolver:x:${uid}:${uid}:solver:/tmp:/bin/sh\n`,
    group: `root:x:0:\nsolver:x:${uid}:\n`,
    hosts: "127.0.0.1 localhost sandbox\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
  };
  await Promise.all(
    Object.entries(files).map(([name, text]) => writeFile(join(etc, name), text, { mode: 0o644 })),
  );
  return { uid, gid: uid, means, etc };
}
