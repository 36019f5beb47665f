#!/usr/bin/env python3
"""Runs studies on one thread, on two threads, in four processes, and killed again and again, and compares the trials.

`settle trials -f csv` without times and runs must be the same bytes each time, with and without --keep. A line is
printed for each study, each way and each run.

    Scripts/same_trials.py                              the studies below
    Scripts/same_trials.py quick.yaml other.yaml --keep 5 --kills 10

Needs nothing but Python and a built settle.
"""
import argparse
import csv
import hashlib
import io
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

STUDY = """\
name: {name}
objective:
  convergence:
    layers: [500, 500, 10]
    weights: {{seed: 1237}}
    input: {{seed: 1241}}
    steps: 2000
    minimize: meanError
sampler: {sampler}
{more}trials: {trials}
space:
  epsilon: {{initial: {{from: 0, to: 1}}, exponent: {{from: 0, to: 1}}}}
  lambda: {{initial: {{from: 0, to: 1}}, exponent: {{from: 0, to: 1}}}}
  quantizer: sigma-delta
"""
STUDIES = [
    ("gp", "{gp: {seed: 1}}", ""),
    ("cmaes", "{cmaes: {seed: 1}}", ""),
    ("tpe", "{tpe: {seed: 1}}", ""),
]
# The last columns differ between equal runs: times, run and worker.
VARYING = 4


class Failure(Exception):
    pass


class Study:
    def __init__(self, file, settle, keep, kills, seed):
        self.file, self.settle, self.keep, self.kills = file, settle, keep, kills
        self.random = random.Random(seed)
        with open(file) as lines:
            self.name = re.search(r"^name:\s*(\S+)", lines.read(), re.M).group(1)

    def command(self, storage, threads):
        keep = ["--keep", str(self.keep)] if self.keep else []
        return [self.settle, "run", self.file, "--storage", storage, "--threads", str(threads), "--keep-going"] + keep

    def start(self, storage, threads):
        return subprocess.Popen(
            self.command(storage, threads), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def finish(self, process):
        _, errors = process.communicate()
        if process.returncode != 0:
            raise Failure(f"{' '.join(process.args)} ended with {process.returncode}: {errors.strip()}")

    def threads(self, count):
        def run(storage):
            self.finish(self.start(storage, count))
            return 0
        return run

    def processes(self, storage):
        for process in [self.start(storage, threads) for threads in (1, 2, 1, 2)]:
            self.finish(process)
        return 0

    def killed(self, duration):
        """Kills the process again and again, after random parts of the time that a whole run takes."""
        def run(storage):
            kills = 0
            while kills < self.kills:
                process = self.start(storage, self.random.choice([1, 2]))
                time.sleep(self.random.uniform(0.3, 1.5) * duration / (self.kills + 1))
                if process.poll() is not None:
                    self.finish(process)
                    return kills
                process.send_signal(signal.SIGKILL)
                process.communicate()
                kills += 1
            self.finish(self.start(storage, 2))
            return kills
        return run

    def trials(self, storage):
        """The CSV of all trials without what differs between equal runs, the trials in each state, and the steps.

        The last values of pruned trials, which the CSV does not have, follow it.
        """
        run = subprocess.run(
            [self.settle, "trials", self.name, "--storage", storage, "-f", "csv"], stdout=subprocess.PIPE, text=True,
            check=True)
        table = list(csv.reader(io.StringIO(run.stdout)))
        database = sqlite3.connect(storage)
        last = database.execute("SELECT number, last_value FROM trials ORDER BY number").fetchall()
        database.close()
        text = "\n".join([",".join(row[:-VARYING]) for row in table] + [f"{number} {value!r}" for number, value in last])
        state, steps = table[0].index("state"), table[0].index("steps")
        states = [row[state] for row in table[1:]]
        counts = {name: states.count(name) for name in sorted(set(states))}
        return text, counts, sum(int(row[steps] or 0) for row in table[1:])

    def compare(self, folder):
        """Prints a line for each way of running the study.

        Returns whether all gave the same trials.
        """
        wanted, alike, duration = None, True, 0.0
        what = self.name + (f" --keep {self.keep}" if self.keep else "")
        ways = [("1 thread", self.threads(1)), ("2 threads", self.threads(2)), ("4 processes", self.processes)]
        for way in range(len(ways) + 1):
            name, run = ways[way] if way < len(ways) else ("killed", self.killed(duration))
            storage = os.path.join(folder, f"{self.name}-{self.keep}-{way}.sqlite")
            began = time.time()
            kills = run(storage)
            seconds = time.time() - began
            if way == 1:
                duration = seconds
            text, states, steps = self.trials(storage)
            wanted = wanted or text
            alike = alike and text == wanted
            if way == len(ways):
                name = f"killed {kills} times"
            counts = ", ".join(f"{count} {state}" for state, count in states.items())
            print(
                f"{what}, {name}: {counts}, {steps:,} steps; {hashlib.sha256(text.encode()).hexdigest()[:16]}, "
                f"{'the same' if text == wanted else 'NOT THE SAME'} ({seconds:.1f} s)", flush=True)
        return alike


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", help="study files (default: one each of gp, cmaes and tpe)")
    parser.add_argument("--settle", default=".build/release/settle")
    parser.add_argument("--keep", type=int, default=5, help="0: only without --keep")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--trials", type=int, default=120, help="of the default studies")
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    options = parser.parse_args()
    settle = os.path.abspath(options.settle)
    with tempfile.TemporaryDirectory() as folder:
        files = options.files
        if not files:
            for name, sampler, more in STUDIES:
                files.append(os.path.join(folder, f"{name}.yaml"))
                with open(files[-1], "w") as file:
                    file.write(STUDY.format(name=name, sampler=sampler, more=more, trials=options.trials))
        alike = True
        try:
            for file in files:
                with open(file) as lines:
                    has_scheduler = re.search(r"^scheduler:", lines.read(), re.M)
                for keep in [0] + ([options.keep] if options.keep and not has_scheduler else []):
                    alike = Study(file, settle, keep, options.kills, options.seed).compare(folder) and alike
        except Failure as failure:
            sys.exit(f"same_trials: {failure}")
    sys.exit(0 if alike else 1)


if __name__ == "__main__":
    main()
