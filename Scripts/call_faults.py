#!/usr/bin/env python3
"""Calls of the system that fail, one in each run of the command: nothing may be lost, and everything is told.

The n-th call of one kind (open, read, write, sync, ...) fails with EIO, ENOSPC or EMFILE, or transfers too little, while
`run`, `resume`, `backup`, `merge`, `check --repair`, `export` and a migration are at work. Each must end with 0 and the
right result, or with 65 or 74 and a clear message. Afterwards, without faults, the same command must come to exactly
the result of an undisturbed one; the files that a backup and a merge read must be as before.

    Scripts/call_faults.py                                       at least 2,000 faults; needs root and a C compiler
    Scripts/call_faults.py --only run:write:ENOSPC               one kind of fault under one verb

It works in a mount namespace of its own, with a `/dev` and a disk of its own (tmpfs).
"""
import argparse
import collections
import concurrent.futures
import errno
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

STUDY = """\
name: q
objective:
  convergence:
    layers: [20, 20, 5]
    weights: {seed: 1}
    input: {seed: 2}
    steps: 50
    minimize: meanError
sampler: {random: {seed: 1}}
trials: 20
space:
  epsilon: {initial: {from: 0.1, to: 1}, exponent: {from: 0, to: 1}}
  lambda: 0.5
  quantizer: sigma-delta
"""
# Calls, and the errors that they can give; 0 stands for a transfer of half of the bytes.
FAULTS = {
    "open": ["EIO", "ENOSPC", "EMFILE"],
    "read": ["EIO", "short"],
    "write": ["EIO", "ENOSPC", "EFBIG", "short"],
    "sync": ["EIO", "ENOSPC"],
    "truncate": ["EIO", "ENOSPC"],
    "fstat": ["EIO"],
    "stat": ["EIO"],
    "rename": ["EIO", "ENOSPC"],
    "unlink": ["EIO"],
    "mmap": ["ENOMEM"],
    "link": ["EIO", "ENOSPC"],
}
# Texts of libraries, which say nothing to a user.
RAW_WORDS = re.compile(r"not an error|\w+ErrorDomain|Fatal error|Backtrac|Error Domain=|SQLITE_|DatabaseError|Swift\.|CocoaError")
TIMEOUT = 60
FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests/StudyStorageTests/Fixtures")


def rows(path, query):
    database = sqlite3.connect(path)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def results(path):
    """What a storage holds of its trials that does not depend on the run that evaluated them."""
    return (
        rows(path, "PRAGMA integrity_check"),
        rows(path, "SELECT study_id, number, state, parameters, value, bound, last_value, reason, named_values, steps, "
                   "attempt FROM trials ORDER BY study_id, number"),
        rows(path, "SELECT study_id, number, trace FROM traces ORDER BY study_id, number"))


def tables(path):
    """Everything that a storage holds."""
    names = [name for name, in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [(name, sorted(map(repr, rows(path, f"SELECT * FROM {name}")))) for name in names]


def content(path):
    with open(path, "rb") as file:
        return file.read()


class Verb:
    """A command under faults, with what it needs and what it must leave behind."""

    def __init__(self, name, arguments, files, outcome, storage=None, target=None):
        self.name = name
        self.arguments = arguments
        # The files of the prepared folder that it works on.
        self.files = files
        # Reads the result in a folder; it must equal that of an undisturbed command.
        self.outcome = outcome
        # The file that it works on, whose study must be resumable afterwards.
        self.storage = storage
        # The new file that it writes; the others are its sources.
        self.target = target


VERBS = [
    Verb("run", ["run", "q.yaml", "--storage", "s.sqlite"], ["q.yaml"], lambda: results("s.sqlite"), "s.sqlite"),
    Verb("resume", ["resume", "q", "--shard", "1/1", "--storage", "half.sqlite"], ["half.sqlite"],
         lambda: results("half.sqlite"), "half.sqlite"),
    Verb("backup", ["backup", "-o", "copy.sqlite", "--storage", "done.sqlite"], ["done.sqlite"],
         lambda: tables("copy.sqlite"), target="copy.sqlite"),
    Verb("merge", ["merge", "half.sqlite", "other.sqlite", "-o", "both.sqlite"], ["half.sqlite", "other.sqlite"],
         lambda: results("both.sqlite"), target="both.sqlite"),
    Verb("check --repair", ["check", "--repair", "--storage", "dead.sqlite"], ["dead.sqlite"],
         lambda: (results("dead.sqlite"), rows("dead.sqlite", "SELECT ending FROM runs")), "dead.sqlite"),
    Verb("export", ["export", "q", "--top", "5", "-o", "best.json", "--storage", "done.sqlite"], ["done.sqlite"],
         lambda: content("best.json"), target="best.json"),
] + [
    Verb(f"migration {n}", ["studies", "--storage", f"schema-{n}.sqlite"], [f"schema-{n}.sqlite"],
         lambda n=n: tables(f"schema-{n}.sqlite"), f"schema-{n}.sqlite") for n in (1, 3)
]


class Injector:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.library = os.path.join(folder, "call_faults.so")
        self.prepared = os.path.join(folder, "prepared")
        self.lock = threading.Lock()
        self.counts = collections.defaultdict(collections.Counter)
        self.failures = []
        self.messages = collections.Counter()
        self.wanted = {}
        self.complete = None

    def compile(self):
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "call_faults.c")
        subprocess.run(
            [os.environ.get("CC", "cc"), "-O1", "-Wall", "-shared", "-fPIC", "-o", self.library, source, "-ldl"],
            check=True)

    def settle(self, folder, arguments, faults=None):
        environment = {**os.environ, "TMPDIR": folder, "SETTLE_LEASE": "3"}
        if faults:
            environment.update(faults, LD_PRELOAD=self.library)
        return subprocess.run(
            [self.options.settle, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", timeout=TIMEOUT)

    def sound(self, folder, arguments):
        run = self.settle(folder, arguments)
        if run.returncode:
            raise Failure(f"without a fault, settle {' '.join(arguments)} ended with {run.returncode}: {run.stderr}")

    def prepare(self):
        os.mkdir(self.prepared)
        with open(os.path.join(self.prepared, "q.yaml"), "w") as file:
            file.write(STUDY)
        for name, share in [("done", "1/1"), ("half", "1/2"), ("other", "2/2"), ("dead", "1/2")]:
            self.sound(self.prepared, ["run", "q.yaml", "--shard", share, "--storage", f"{name}.sqlite"])
        for n in (1, 3):
            shutil.copy(os.path.join(FIXTURES, f"schema-{n}.sqlite"), self.prepared)
        # A run that died while it held three trials.
        database = sqlite3.connect(os.path.join(self.prepared, "dead.sqlite"))
        database.execute("UPDATE runs SET ended_at = NULL, ending = NULL, lease_expires_at = 1")
        database.execute(
            "UPDATE trials SET state = 'claimed', holder_id = 1 WHERE number IN "
            "(SELECT number FROM trials WHERE state = 'waiting' AND parameters IS NOT NULL LIMIT 3)")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        for verb in VERBS:
            with self.place(verb) as folder:
                self.sound(folder, verb.arguments)
                self.wanted[verb.name] = self.outcome(verb, folder)
        self.complete = results(os.path.join(self.prepared, "done.sqlite"))

    def place(self, verb):
        folder = tempfile.TemporaryDirectory(dir=self.folder)
        for name in verb.files:
            shutil.copy(os.path.join(self.prepared, name), folder.name)
        return folder

    def outcome(self, verb, folder):
        # The paths of the verbs' outcomes are relative to their folders.
        with self.lock:
            os.chdir(folder)
            try:
                return verb.outcome()
            finally:
                os.chdir("/")

    def count(self, verb, call, error):
        """How often an undisturbed command makes a call."""
        with self.place(verb) as folder:
            path = os.path.join(self.folder, f"count-{threading.get_ident()}")
            self.settle(folder, verb.arguments, {**self.faults(folder, call, error, 0, path), "FAULT_ERROR": str(errno.EIO)})
            return int(open(path).read())

    def faults(self, folder, call, error, at, count):
        # Few descriptors concern every file.
        under = "/" if error == "EMFILE" else folder
        return {
            "FAULT_CALLS": call, "FAULT_AT": str(at), "FAULT_UNDER": under, "FAULT_COUNT": count,
            "FAULT_ERROR": str(0 if error == "short" else getattr(errno, error)),
            "FAULT_LENGTH": str(10**9 if self.options.lasting else 1)}

    def inject(self, verb, call, error, at):
        """One fault. Returns how the command ended, and what is wrong with that; None where the call was not made."""
        with self.place(verb) as folder:
            count = os.path.join(self.folder, f"count-{threading.get_ident()}")
            if os.path.exists(count):
                os.remove(count)
            before = {name: content(os.path.join(folder, name)) for name in verb.files}
            try:
                run = self.settle(folder, verb.arguments, self.faults(folder, call, error, at, count))
            except subprocess.TimeoutExpired:
                return "hang", f"still at work after {TIMEOUT} s"
            if os.path.exists(count) and int(open(count).read()) < at:
                return None
            problem = self.problem(verb, folder, run, before)
            with self.lock:
                for line in run.stderr.splitlines():
                    if run.returncode:
                        self.messages[line.replace(folder, "FOLDER")] += 1
            return str(run.returncode), problem and f"{problem}; it had said: {run.stderr.strip()[-400:]}"

    def problem(self, verb, folder, run, before):
        if run.returncode not in (0, 65, 74):
            return f"ended with {run.returncode}"
        text = run.stdout + run.stderr
        if RAW_WORDS.search(text):
            return "raw words of a library"
        if run.returncode and not re.search(r"^settle: ", run.stderr, re.M):
            return "no message"
        if verb.storage is None:
            for name, old in before.items():
                if content(os.path.join(folder, name)) != old:
                    return f"{name}, which is only read, changed"
        target = verb.target and os.path.join(folder, verb.target)
        if run.returncode == 0:
            if verb.name != "check --repair" and self.outcome(verb, folder) != self.wanted[verb.name]:
                return "ended with 0, and its result is wrong"
        elif target and os.path.exists(target):
            # It may have been put in its place before the fault.
            if self.outcome(verb, folder) != self.wanted[verb.name]:
                return f"ended with {run.returncode} and left a wrong {verb.target}"
            os.remove(target)
        if run.returncode == 0 and verb.name != "check --repair":
            return None
        again = self.settle(folder, verb.arguments)
        if again.returncode:
            return f"afterwards, without a fault, it ended with {again.returncode}: {again.stderr}"
        if self.outcome(verb, folder) != self.wanted[verb.name]:
            return "afterwards, without a fault, its result is wrong"
        if verb.name == "check --repair":
            again = self.settle(folder, ["resume", "q", "--shard", "1/1", "--storage", verb.storage])
            if again.returncode or results(os.path.join(folder, verb.storage)) != self.complete:
                return f"the study cannot be resumed to the same trials: {again.returncode} {again.stderr}"
        return None

    def cases(self):
        only = (self.options.only or "").split(":")
        for verb in VERBS:
            for call, errors in FAULTS.items():
                kinds = [
                    (verb, call, error) for error in errors
                    if all(not part or part == name for part, name in zip(only, (verb.name, call, error)))]
                for verb, call, error in kinds:
                    total = self.count(verb, call, error)
                    some = min(total, self.options.most)
                    places = [1 + i * total // some for i in range(some)]
                    if len(only) > 3:
                        places = [int(only[3])]
                    for at in places:
                        yield verb, call, error, at

    def run(self):
        self.compile()
        self.prepare()
        cases = list(self.cases())

        def one(case):
            verb, call, error, at = case
            try:
                ended = self.inject(verb, call, error, at)
            except Exception as problem:  # A file that cannot be read, for example.
                ended = "?", repr(problem)
            if ended is None:
                return
            with self.lock:
                counts = self.counts[verb.name, f"{call} {error}"]
                counts["injected"] += 1
                counts[ended[0]] += 1
                if ended[1]:
                    counts["faults"] += 1
                    self.failures.append((f"{verb.name}:{call}:{error}:{at}", *ended))

        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            for done, _ in enumerate(pool.map(one, cases), 1):
                if done % 200 == 0:
                    print(f"  {done:,} of {len(cases):,}, {len(self.failures)} faults", flush=True)

    def report(self):
        print(f"\n{'verb':<16}{'call fails with':<18}{'injected':>9}{'0':>7}{'65':>7}{'74':>7}{'other':>7}{'faults':>8}")
        total = collections.Counter()
        for (verb, kind), counts in self.counts.items():
            counts["other"] = counts["injected"] - counts["0"] - counts["65"] - counts["74"]
            total.update(counts)
            print(f"{verb:<16}{kind:<18}" + self.row(counts))
        print(f"{'all':<34}" + self.row(total))
        if self.messages and self.options.messages:
            print("\nWhat it said:")
            for message, count in self.messages.most_common():
                print(f"{count:6,} x {message}")
        for case, ended, problem in sorted(self.failures):
            print(f"FAULT {case} (ended with {ended}): {problem}")
        return total

    @staticmethod
    def row(counts):
        return f"{counts['injected']:>9,}" + "".join(
            f"{counts[name]:>7,}" for name in ("0", "65", "74", "other")) + f"{counts['faults']:>8,}"


class Failure(Exception):
    pass


def in_own_namespace():
    """Starts this script again, with a /dev and a disk of its own."""
    if os.geteuid() != 0:
        sys.exit("call_faults.py needs root, for a /dev of its own")
    setup = """
        set -e
        mount -t tmpfs tmpfs /dev
        mknod -m 666 /dev/null c 1 3; mknod -m 666 /dev/zero c 1 5; mknod -m 666 /dev/urandom c 1 9
        mount -t tmpfs tmpfs "$CALL_FAULTS_FOLDER"
        exec "$@"
        """
    folder = tempfile.mkdtemp(prefix="settle-faults-")
    try:
        return subprocess.run(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", setup, "sh", sys.executable, *sys.argv],
            env={**os.environ, "CALL_FAULTS_FOLDER": folder}).returncode
    finally:
        os.rmdir(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--settle", default=".build/release/settle")
    parser.add_argument("--most", type=int, default=30, help="faults of one kind under one verb")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", help="VERB:CALL:ERROR:NUMBER, or the first of them")
    parser.add_argument("--lasting", action="store_true", help="from that call on all calls of the kind fail")
    parser.add_argument("--messages", action="store_true", help="print all messages of the command")
    options = parser.parse_args()
    options.settle = os.path.abspath(options.settle)
    folder = os.environ.get("CALL_FAULTS_FOLDER")
    if not folder:
        return in_own_namespace()
    started = time.time()
    injector = Injector(options, folder)
    try:
        injector.run()
    except Failure as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    total = injector.report()
    print(f"{total['injected']:,} calls failed, {total['faults']:,} faults of settle; {time.time() - started:.0f} s.")
    if not options.only and total["injected"] < 2000:
        print("That is less than 2,000; raise --most.")
        return 1
    return 1 if total["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
