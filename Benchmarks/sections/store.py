"""The store at scale: a study of up to a million tiny trials, by `settle`."""

import pathlib
import subprocess
import tempfile
import time

from harness import places
from harness.tables import number, table

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
ROUNDS = 5
BEST = "best, top 10"


def run(log, quick):
    """[(trials, {operation: seconds}, bytes)]"""
    sizes = (1_000, 10_000) if quick else (10_000, 100_000, 1_000_000)
    return [_measure(log, trials) for trials in sizes]


def _measure(log, trials):
    with tempfile.TemporaryDirectory(dir=places.BUILD) as name:
        folder = pathlib.Path(name)
        study = folder / "store.yaml"
        study.write_text(STUDY.format(trials=trials))
        storage = folder / "studies.sqlite"
        once = {
            "run: claim, evaluate, record": ["run", study],
        }
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
            "export, all as CSV": ["export", "store", "--format", "csv"],
            "backup": ["backup", "-o", folder / "backup.sqlite"],
            "check, without replays": ["check", "--replay", "0"],
        }
        times = {}
        for commands, rounds in ((once, 1), (often, ROUNDS), (whole, 1)):
            for operation, command in commands.items():
                taken = log.take_turns(
                    f"store, {trials} trials",
                    {operation: lambda: _time(command, storage, trials)},
                    rounds,
                    warm_up=rounds > 1,
                    unit="trial",
                )
                times[operation] = taken[operation].seconds.median
        return trials, times, storage.stat().st_size


def _time(command, storage, trials):
    start = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in [places.SETTLE, *command]]
        + ["--storage", str(storage)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"settle {command[0]}: {done.stderr}")
    return seconds, trials


def checks(sizes):
    """What must hold of the largest study, and of growth."""
    trials, times, _ = sizes[-1]
    lines = [
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


def report(sizes):
    rows = [
        [operation, *(_duration(times[operation]) for _, times, _ in sizes)]
        for operation in sizes[0][1]
    ]
    rows.append(["file", *(f"{size / 1e6:,.1f} MB" for _, _, size in sizes)])
    rows.append(
        ["a trial", *(f"{size / count:,.0f} bytes" for count, _, size in sizes)]
    )
    return (
        "## The store at scale\n\nA study of tiny trials; each time is a "
        "whole `settle` process's.\n\n"
        + table(["", *(f"{count:,} trials" for count, _, _ in sizes)], rows)
    )


def _duration(seconds):
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{number(seconds)} s"
