#!/usr/bin/env python3
"""Processes on one study, killed at random moments and restarted, on a file system that fills up and turns read-only, or
with a PostgreSQL server that crashes.

In the end the study must hold what one undisturbed run gives: every trial once, every number and every trace equal to
the bit; of a run that keeps the best only, the best. A round is a study run to its end; rounds go on until there were
as many kills as asked for.

    Scripts/torture.py --kills 200 --processes 4
    Scripts/torture.py --kills 200 --processes 4 --storage postgresql

Needs nothing but Python and a built settle. As root it works on a small file system of its own (tmpfs), which it fills
up and makes read-only; otherwise those two faults are left out, and it says so.
"""
import argparse
import collections
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from comparable_trials import comparable_trials
from faulty_disk import FaultyDisk
from postgresql_server import PostgreSQLServer

STUDY = """\
name: torture
objective:
  convergence:
    layers: [30, 40, 10]
    weights: {{seed: {seed}}}
    input: {{seed: 1241}}
    steps: {steps}
    minimize: meanError
sampler: {{random: {{stream: numpy, seed: {seed}, significantDigits: 3}}}}
trials: {trials}
space:
  epsilon: {{initial: {{from: 0, to: 1}}, exponent: {{from: 0, to: 1}}}}
  lambda: {{initial: {{from: 0, to: 1}}, exponent: {{from: 0, to: 1}}}}
  quantizer: sigma-delta
"""
KEEP = 20
LEASE = 3
# What a process may end with: done, the file system's fault, and the signal that we send.
EXPECTED = {0, 74, -signal.SIGKILL}


class Failure(Exception):
    pass


class Torture:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.random = random.Random(options.seed)
        self.counts = collections.Counter()
        self.messages = collections.Counter()
        self.disk = FaultyDisk(os.path.join(folder, "disk"), megabytes=16 + options.trials // 100)
        self.server = PostgreSQLServer() if options.storage == "postgresql" else None

    def prepare(self):
        if self.server is None and not self.disk.mount():
            print("No file system of its own (that needs root): full and read-only disks are left out.")

    def clean_up(self):
        self.disk.unmount()
        if self.server:
            self.server.remove()

    # The server

    def crash(self):
        """The server ends as in a crash, and comes back some moments later. No process may end of it."""
        self.server.crash(self.random.uniform(0, 1.5))
        self.counts["crashes of the server"] += 1

    # The file system

    def fill(self):
        """Leaves no room on the disk for a while."""
        self.disk.fill(self.random.uniform(0.3, 1))
        self.counts["full disks"] += 1

    def read_only(self, study):
        """Starts a process on a read-only disk. It must report that and end."""
        self.kill_all()
        with self.disk.read_only() as is_read_only:
            if not is_read_only:
                return
            run = subprocess.run(
                self.command(study), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.counts["read-only disks"] += 1
        self.hear(run.stderr)
        if run.returncode != 74:
            raise Failure(f"on a read-only disk settle ended with {run.returncode}: {run.stderr}")

    # Processes

    @property
    def is_enough(self):
        crashes = self.options.crashes if self.server else 0
        return self.counts["kills"] >= self.options.kills and self.counts["crashes of the server"] >= crashes

    @property
    def environment(self):
        return {**os.environ, "SETTLE_LEASE": str(LEASE)}

    @property
    def storage(self):
        return self.server.url() if self.server else os.path.join(self.disk.path, "torture.sqlite")

    def command(self, study, storage=None):
        command = [self.options.settle, "run", study, "--storage", storage or self.storage, "--threads", "1"]
        return command + (["--keep", str(KEEP)] if self.keeps else [])

    def start(self, study):
        errors = tempfile.TemporaryFile(mode="w+", dir=self.folder)
        process = subprocess.Popen(
            self.command(study), env=self.environment, stdout=subprocess.DEVNULL, stderr=errors)
        process.errors = errors
        self.processes.append(process)
        self.counts["starts"] += 1

    def hear(self, text):
        for line in text.splitlines():
            if line.startswith("settle: "):
                self.messages[line.replace(self.disk.path, "DISK")] += 1

    def reap(self, process):
        """Looks at a process that ended."""
        self.processes.remove(process)
        process.errors.seek(0)
        text = process.errors.read()
        process.errors.close()
        self.hear(text)
        is_expected = process.returncode in EXPECTED
        if process.returncode == 74 and self.server:
            # It began to connect while the server was away. One that has connected waits for the server.
            is_expected = "there is no connection to" in text
        if not is_expected:
            raise Failure(f"settle ended with {process.returncode}: {text}")
        if process.returncode == 74 and self.server is None:
            if not re.search(" is full; | is read-only; |has been locked", text):
                raise Failure(f"settle ended with 74, but of no fault that we made: {text}")
            self.counts["ended by a fault"] += 1
        return process.returncode

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.returncode == -signal.SIGKILL:
            self.counts["kills"] += 1
        self.reap(process)

    def kill_all(self):
        for process in list(self.processes):
            self.kill(process)

    def stop(self, process):
        """Stops a process for longer than its lease; it goes on when others have taken over its trials."""
        process.send_signal(signal.SIGSTOP)
        self.stopped[process] = time.time() + LEASE + self.random.uniform(0.5, 1.5)
        self.counts["stops longer than the lease"] += 1

    # A round

    def run_round(self, number):
        self.keeps = number % 2 == 1
        self.processes, self.stopped = [], {}
        study = os.path.join(self.folder, f"study-{number}.yaml")
        with open(study, "w") as file:
            file.write(STUDY.format(
                seed=self.options.seed + number, steps=self.options.steps, trials=self.options.trials))
        straight = os.path.join(self.folder, f"straight-{number}.sqlite")
        subprocess.run(
            self.command(study, straight), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self.disturb(study)
        finally:
            for process in self.processes:
                process.send_signal(signal.SIGKILL)
        self.compare(straight)
        self.empty()
        self.counts["rounds"] += 1
        print(f"  round {number + 1}: as undisturbed, after {self.counts['kills']} kills in all", flush=True)
        self.counts["trials"] += self.options.trials

    def empty(self):
        if self.server:
            self.settle("delete", "torture", "--yes", "--storage", self.storage)
        else:
            self.disk.empty()

    def disturb(self, study):
        """Kills, stops and restarts until a process finds that nothing is left."""
        deadline = time.time() + 300
        while True:
            if time.time() > deadline:
                raise Failure("the study did not come to its end in five minutes")
            while len(self.processes) < self.options.processes:
                self.start(study)
            time.sleep(self.random.uniform(0.02, 0.5))
            for process in list(self.processes):
                if process.poll() is not None and self.reap(process) == 0:
                    return self.finish()
            for process, moment in list(self.stopped.items()):
                if process not in self.processes:
                    del self.stopped[process]
                elif time.time() > moment:
                    process.send_signal(signal.SIGCONT)
                if time.time() > moment + 1.5:
                    self.stopped.pop(process, None)
            enough = self.is_enough
            fault = self.random.random()
            # A stopped process is left alone, so that it comes to itself when others have its trials.
            victims = [process for process in self.processes if process not in self.stopped]
            if not victims or (enough and fault < 0.78):
                continue
            victim = self.random.choice(victims)
            if fault < 0.78:
                self.kill(victim)
            elif fault < 0.88 and not self.stopped:
                self.stop(victim)
            elif fault < 0.95 and self.server:
                self.crash()
            elif fault < 0.92 and self.disk.is_mounted:
                self.fill()
            elif fault < 0.95 and self.disk.is_mounted:
                self.read_only(study)
            elif fault < 0.96:
                self.kill_all()

    def finish(self):
        """Lets the processes that are left come to their end by themselves."""
        for process in list(self.processes):
            process.send_signal(signal.SIGCONT)
        for process in list(self.processes):
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                raise Failure("a process did not end though nothing is left to do")
            self.reap(process)

    # What must be true in the end

    def settle(self, *arguments):
        run = subprocess.run([self.options.settle, *arguments], env=self.environment, capture_output=True, text=True)
        if run.returncode:
            raise Failure(f"settle {' '.join(arguments)} ended with {run.returncode}: {run.stdout}{run.stderr}")
        return run.stdout

    def content(self, storage):
        text = self.settle("trials", "torture", "-f", "csv", "--storage", storage)
        return comparable_trials(text, self.file(storage))

    def file(self, storage):
        """A file with what a storage has."""
        if storage != self.storage or self.server is None:
            return storage
        copy = os.path.join(self.folder, "copy.sqlite")
        self.settle("backup", "-o", copy, "--storage", storage)
        return copy

    def compare(self, straight):
        columns, rows, traces = self.content(self.storage)
        _, wanted, wanted_traces = self.content(straight)
        if list(rows) != list(range(self.options.trials)):
            raise Failure(f"{len(rows)} trials, not {self.options.trials}, or not each once")
        state = columns.index("state")
        if self.keeps:
            # Which trials are pruned, and where, depends on timing; what is complete does not, nor do the best.
            both = [n for n in rows if rows[n][state] == wanted[n][state] == "complete"]
            for n in both:
                if rows[n] != wanted[n] or traces[n] != wanted_traces[n]:
                    raise Failure(f"trial {n} is {rows[n]}, not {wanted[n]}")
            unended = [n for n in rows if rows[n][state] not in ("complete", "pruned", "failed")]
            if unended:
                raise Failure(f"trials that have not ended: {unended}")
        elif rows != wanted or traces != wanted_traces:
            different = [n for n in rows if rows[n] != wanted[n] or traces.get(n) != wanted_traces.get(n)]
            raise Failure(f"trials that differ: {different[:10]}, the first {rows[different[0]]}")
        best = [
            [(trial["number"], trial["value"], json.dumps(trial["values"], sort_keys=True)) for trial in json.loads(
                self.settle("best", "torture", "--top", str(KEEP), "-f", "json", "--storage", storage))]
            for storage in (self.storage, straight)]
        if best[0] != best[1]:
            raise Failure(f"the best are {best[0]}, not {best[1]}")
        database = sqlite3.connect(self.file(self.storage))
        self.counts["runs taken for dead that went on"] += database.execute(
            "SELECT COUNT(*) FROM runs WHERE lapses > 0").fetchone()[0]
        database.close()
        self.settle("check", "--storage", self.storage)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--settle", default=".build/release/settle")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--storage", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--crashes", type=int, default=10, help="the fewest crashes of a PostgreSQL server")
    parser.add_argument("--trials", type=int, default=6000)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    options.settle = os.path.abspath(options.settle)
    print(f"Torture with seed {options.seed} ...", flush=True)
    folder = tempfile.mkdtemp(prefix="settle-torture-")
    torture = Torture(options, folder)
    torture.prepare()
    started = time.time()
    try:
        number = 0
        # At least one round of each kind.
        while not torture.is_enough or number < 2:
            torture.run_round(number)
            number += 1
    except Failure as failure:
        print(f"FAILED with seed {options.seed}, round {number}: {failure}", file=sys.stderr)
        return 1
    finally:
        torture.clean_up()
        shutil.rmtree(folder, ignore_errors=True)
    for name, count in torture.counts.items():
        print(f"  {count:6,} {name}")
    if torture.messages:
        print("What settle said of the faults:")
        for message, count in torture.messages.most_common():
            print(f"  {count:6,} x {message}")
    print(f"Every study as undisturbed: each trial once, every number and trace equal, the best {KEEP} the same, "
          f"settle check clean. {time.time() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
