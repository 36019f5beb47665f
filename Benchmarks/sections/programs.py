"""Trials that each start a trivial program: what Settle and Optuna add to it."""

import pathlib
import subprocess
import sys
import tempfile
import time

from harness import places
from harness.tables import number, spread, table

TRIALS = 200
WORKERS = 4
# Settle's overhead is at most this part of Optuna's.
ASKED = 1 / 5
STUDY = """\
name: programs
objective:
  program:
    command: [/bin/echo, '{{{{"value": {{x}}}}}}']
    minimize: value
sampler: {{random: {{seed: 1}}}}
trials: {trials}
space:
  x: {{from: 0, to: 1}}
"""
XARGS = "the programs alone, by xargs"
LOOP = "the programs alone, by a Python loop"
SETTLE = "`settle run --workers 4`"
THREADS = "Optuna, `n_jobs=4`"
PROCESSES = "Optuna, 4 processes"


def run(log, quick):
    """{subject: Series of seconds}"""
    return log.take_turns(
        "programs",
        {
            XARGS: _xargs,
            SETTLE: _settle,
            LOOP: lambda: _optuna("loop"),
            THREADS: lambda: _optuna("threads"),
            PROCESSES: lambda: _optuna("processes"),
        },
        2 if quick else 5,
        unit="trial",
    )


def _xargs():
    words = "0.5\n" * TRIALS
    start = time.perf_counter()
    subprocess.run(
        ["xargs", "-n", "1", "-P", str(WORKERS), "/bin/echo"],
        input=words,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start, TRIALS


def _settle():
    """The whole command, its start and its end."""
    with tempfile.TemporaryDirectory(dir=places.BUILD) as name:
        folder = pathlib.Path(name)
        study = folder / "programs.yaml"
        study.write_text(STUDY.format(trials=TRIALS))
        command = [places.SETTLE, "run", study, "--workers", WORKERS]
        command += ["--storage", folder / "studies.sqlite", "--top", 1]
        start = time.perf_counter()
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True
        )
        seconds = time.perf_counter() - start
        if done.returncode != 0:
            raise SystemExit(f"settle run: {done.stderr}")
    return seconds, TRIALS


def _optuna(kind):
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        done = subprocess.run(
            [sys.executable, "-B", places.PEERS / "optuna_programs.py", kind]
            + [str(TRIALS), str(WORKERS), f"{folder}/optuna.sqlite"],
            capture_output=True,
            text=True,
        )
    if done.returncode != 0:
        raise SystemExit(f"Optuna, {kind}: {done.stderr}")
    return float(done.stdout), TRIALS


def overheads(taken):
    """Milliseconds a trial beyond the programs' own start, by subject.

    Settle's is against xargs, the quickest; Optuna's against a loop of its
    own language.
    """
    mine = {
        SETTLE: XARGS,
        THREADS: LOOP,
        PROCESSES: LOOP,
    }
    return {
        subject: (
            taken[subject].seconds.median - taken[base].seconds.median
        )
        * 1000
        / TRIALS
        for subject, base in mine.items()
    }


def checks(taken):
    found = overheads(taken)
    least = min(found[THREADS], found[PROCESSES])
    return [
        (
            f"a trial that starts a program costs Settle "
            f"{number(found[SETTLE])} ms beyond the program, at most a fifth "
            f"of Optuna's {number(least)} ms",
            found[SETTLE] <= ASKED * least,
        )
    ]


def report(taken):
    found = overheads(taken)
    rows = [
        [
            subject,
            *spread(series.seconds),
            number(found[subject]) if subject in found else "",
        ]
        for subject, series in taken.items()
    ]
    return (
        f"## Programs as objectives\n\n{TRIALS} trials, each of which starts "
        f"`/bin/echo`, {WORKERS} at a time, on SQLite. Seconds for all; "
        f"milliseconds a trial beyond the programs alone.\n\n"
        + table(
            ["", "seconds", "lowest to highest", "overhead, ms a trial"], rows
        )
    )
