#!/usr/bin/env python3
"""Runs a study of programs straight, and again with settle killed by SIGKILL on the way, and compares all that is stored.

    Scripts/killed_programs.py studies/digits.yaml --kills 2 --workers 4 --settle .build/release/settle

What is compared: the trials without times and runs, and their intermediate values. After each kill, the processes that the
study has left are counted until there are none. Relative paths in the study begin at the present folder. Needs nothing but
Python, a built settle and what the study's program needs.
"""
import argparse
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import tempfile
import time

from bad_programs import descendants
from comparable_trials import comparable_trials


def content(settle, name, storage):
    text = subprocess.run(
        [settle, "trials", name, "-f", "csv", "--storage", storage], check=True, capture_output=True, text=True).stdout
    columns, rows, _ = comparable_trials(text, storage)
    database = sqlite3.connect(storage)
    values = database.execute("SELECT number, step, value FROM intermediate_values ORDER BY number, step").fetchall()
    database.close()
    return columns, rows, values


def finished(storage):
    try:
        database = sqlite3.connect(f"file:{storage}?mode=ro", uri=True)
        count = database.execute("SELECT count(*) FROM trials WHERE steps IS NOT NULL").fetchone()[0]
        database.close()
        return count
    except sqlite3.Error:
        return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("study")
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--settle", default=".build/release/settle")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    chance = random.Random(options.seed)
    settle = os.path.abspath(options.settle)
    text = pathlib.Path(options.study).read_text()
    name = re.search(r"^name:\s*(\S+)", text, re.M).group(1)
    trials = int(re.search(r"^trials:\s*(\d+)", text, re.M).group(1))
    with tempfile.TemporaryDirectory() as folder:
        straight, killed = f"{folder}/straight.sqlite", f"{folder}/killed.sqlite"
        run = lambda storage: [settle, "run", options.study, "--workers", str(options.workers), "--storage", storage]
        start = time.monotonic()
        subprocess.run(run(straight), check=True, stdout=subprocess.DEVNULL)
        print(f"straight: {time.monotonic() - start:.1f} s")
        environment = dict(os.environ, KILLED_PROGRAMS=folder)
        marker = f"KILLED_PROGRAMS={folder}".encode()
        # One kill falls into each part of the study.
        marks = [int(trials * (kill + chance.random()) / (options.kills + 1)) for kill in range(options.kills)]
        for mark in marks:
            process = subprocess.Popen(
                run(killed), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while finished(killed) < max(1, mark) and process.poll() is None:
                time.sleep(0.01)
            time.sleep(chance.random() / 2)
            count = len(descendants(marker)) - 1
            process.send_signal(signal.SIGKILL)
            process.wait()
            ended = time.monotonic()
            while descendants(marker) and time.monotonic() < ended + 20:
                time.sleep(0.01)
            print(
                f"killed at {finished(killed)} of {trials} trials with {count} processes; "
                f"{len(descendants(marker))} are left after {time.monotonic() - ended:.2f} s")
        subprocess.run(run(killed), env=environment, check=True, stdout=subprocess.DEVNULL)
        one, other = content(settle, name, straight), content(settle, name, killed)
        left = [str(path.relative_to(folder)) for path in pathlib.Path(folder).glob("*.checkpoints/**/*")]
    same = one == other
    print(f"{len(one[1])} trials and {len(one[2])} intermediate values: {'equal' if same else 'DIFFERENT'}")
    for first, second in zip(one, other):
        entries = [set(part.values()) if isinstance(part, dict) else set(part) for part in (first, second)]
        for entry in sorted(entries[0] ^ entries[1])[:20]:
            print(f"{'straight' if entry in entries[0] else 'killed'}: {entry}")
    if left:
        print(f"left behind: {left}")
    raise SystemExit(0 if same and not left else 1)


if __name__ == "__main__":
    main()
