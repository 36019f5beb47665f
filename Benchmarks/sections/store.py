"""The store at scale: a study of up to a million tiny trials, by `settle`."""

import pathlib
import subprocess
import sys
import tempfile

from harness import places, settle
from harness.generations import PROGRAMS, Job
from harness.measurements import Spread, say
from harness.tables import duration, number, table
from sections import generations

STUDY = """\
name: store
objective:
  convergence:
    layers: [2, 2, 2]
    weights: {{seed: 1}}
    input: {{seed: 2}}
    steps: 4
    minimize: meanError
sampler: {{random: {{stream: numpy, seed: 1, significantDigits: 3}}}}
trials: {trials}
space:
  epsilon: {{initial: {{from: 0.1, to: 1}}, exponent: {{from: 0, to: 1}}}}
  lambda: {{initial: {{from: 0.1, to: 1}}, exponent: {{from: 0, to: 1}}}}
  quantizer: sigma-delta
"""
# Each is run so often, and the median taken; the run itself, once.
ROUNDS = 15
RUN = "run: claim, evaluate, record"
BEST = "best, top 10"
CSV = "export, all as CSV"
# What an earlier command did too: the times as fast asked for.
COMPARED = {RUN: 2.5, BEST: 2, CSV: 8}
OPTUNA = {"sqlite": "Optuna, SQLite", "journal": "Optuna, journal file"}
# Bytes that an export may take at once.
EXPORT_MEMORY = 100e6


def run(log, quick):
    """The sizes' operations, the jobs by both commands, and Optuna's."""
    generations.require_before()
    sizes = (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000)
    found, jobs = [], []
    for trials in sizes:
        times, size, compared = _measure(log, trials)
        found.append((trials, times, size))
        jobs += compared
    return {
        "sizes": found,
        "jobs": jobs if quick else jobs[-len(COMPARED) :],
        "optuna": _optuna(log, 100 if quick else 500),
    }


def _measure(log, trials):
    with tempfile.TemporaryDirectory(dir=places.BUILD) as name:
        folder = pathlib.Path(name)
        study = folder / "store.yaml"
        study.write_text(STUDY.format(trials=trials))
        storage = {key: folder / f"{key}.sqlite" for key in PROGRAMS}
        once = {RUN: ["run", study]}
        often = {
            BEST: ["best", "store"],
            "trials --limit 10": ["trials", "store", "--limit", "10"],
            "the last 10 trials": [
                *("trials", "store", "--limit", "10"),
                *("--offset", trials - 10),
            ],
            "show a trial": ["show", "store", trials // 2],
            "studies": ["studies"],
            "resume: nothing left": ["resume", "store"],
        }
        whole = {
            CSV: ["export", "store", "--format", "csv"],
            "backup": ["backup", "-o", folder / "backup.sqlite"],
            "check, without replays": ["check", "--replay", "0"],
        }
        times, jobs = {}, []
        for commands, rounds in ((once, 1), (often, ROUNDS), (whole, 1)):
            for operation, words in commands.items():
                asked = COMPARED.get(operation)
                job = Job(
                    f"{trials:,} trials, {operation}",
                    asked if trials == 1_000_000 else None,
                    tells_memory=operation == CSV,
                )
                programs = list(PROGRAMS) if asked else ["now"]
                series = log.take_turns(
                    f"store, {trials} trials, {operation}",
                    {
                        key: _timed(
                            job, key, [*words, "--storage", storage[key]], trials
                        )
                        for key in programs
                    },
                    rounds,
                    warm_up=rounds > 1,
                    unit="trial",
                )
                if rounds > 1:
                    job.forget_warm_up()
                times[operation] = series["now"].seconds.median
                if asked:
                    jobs.append(job)
        return times, storage["now"].stat().st_size, jobs


def _timed(job, key, words, trials):
    def measure():
        done = settle.command(
            *words, program=PROGRAMS[key], keeps_output=False
        )
        job.add(key, done)
        return done.seconds, trials

    return measure


def _optuna(log, trials):
    """Seconds a trial that Optuna records, by kind of storage."""
    found = {}
    for kind, subject in OPTUNA.items():
        say(f"store: {subject}, {trials} trials")
        with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
            done = subprocess.run(
                [sys.executable, "-B", places.PEERS / "optuna_recording.py"]
                + [kind, str(trials), f"{folder}/optuna"],
                capture_output=True,
                text=True,
            )
        if done.returncode != 0:
            raise SystemExit(f"{subject}: {done.stderr}")
        seconds = float(done.stdout)
        log.add("store", subject, 1, seconds, trials, "trial")
        found[subject] = seconds / trials
    return found


def jobs(stores):
    return stores["jobs"]


def asked(stores):
    """[(line, asked, Spread of ratios)]"""
    trials, times, _ = stores["sizes"][-1]
    ours = times[RUN] / trials
    return [
        (f"{name} / `settle run`, a trial recorded", None, Spread([one / ours]))
        for name, one in stores["optuna"].items()
    ]


def checks(stores):
    """What must hold of the largest study, and of growth."""
    sizes = stores["sizes"]
    trials, times, _ = sizes[-1]
    most = max(stores["jobs"][-1].peak_bytes["now"])
    lines = [
        (
            f"the CSV of {trials:,} trials takes {most / 1e6:,.0f} MB of "
            f"memory, under {EXPORT_MEMORY / 1e6:.0f}",
            most < EXPORT_MEMORY,
        ),
        (
            f"`settle best` of {trials:,} trials, the process and all, takes "
            f"{times[BEST] * 1000:.0f} ms, under 50",
            times[BEST] < 0.05,
        )
    ]
    # A constant part, such as a process's start, makes growth look slower.
    (few, before, size), (many, after, grown) = sizes[-2:]
    factor = many / few
    worst = max(after, key=lambda name: after[name] / before[name])
    lines.append(
        (
            f"from {few:,} to {many:,} trials no operation's time grows more "
            f"than the number of trials by a third: at most "
            f"{number(after[worst] / before[worst])} times ({worst}); the "
            f"file {number(grown / size)} times",
            after[worst] / before[worst] < factor * 4 / 3
            and grown / size < factor * 1.1,
        )
    )
    return lines


def report(stores):
    sizes = stores["sizes"]
    rows = [
        [operation, *(duration(times[operation]) for _, times, _ in sizes)]
        for operation in sizes[0][1]
    ]
    rows.append(["file", *(f"{size / 1e6:,.1f} MB" for _, _, size in sizes)])
    rows.append(
        ["a trial", *(f"{size / count:,.0f} bytes" for count, _, size in sizes)]
    )
    trials, times, _ = sizes[-1]
    recorded = {f"`settle run`, {trials:,} trials": times[RUN] / trials}
    recorded |= stores["optuna"]
    ours = times[RUN] / trials
    return (
        "## The store at scale\n\nA study of tiny trials; each time is a "
        "whole `settle` process's.\n\n"
        + table(["", *(f"{count:,} trials" for count, _, _ in sizes)], rows)
        + "\n\nA trial recorded, in microseconds. Optuna's trials compute "
        "nothing, and its start is not counted.\n\n"
        + table(
            ["", "microseconds a trial", "times Settle's"],
            [
                [name, number(seconds * 1e6), number(seconds / ours)]
                for name, seconds in recorded.items()
            ],
        )
    )
