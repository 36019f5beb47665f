"""Time against trials, steps and threads (`settle run`), width and depth."""

import os
import tempfile

from harness import places, settle
from harness.tables import number, spread, table
from sections import subjects


def run(peers, log, quick):
    """[(title, what varies, [(value, ours, NumPy's or None)])]"""
    return [
        *_commands(log, quick),
        _networks(
            peers,
            log,
            quick,
            "Width: 500-n-10",
            "hidden units",
            {
                width: (500, width, 10)
                for width in (
                    (100, 500, 2000)
                    if quick
                    else (100, 250, 500, 1000, 2000, 4000)
                )
            },
        ),
        _networks(
            peers,
            log,
            quick,
            "Depth: hidden layers of 500 units",
            "hidden layers",
            {
                depth: (500, *[500] * depth, 10)
                for depth in ((1, 2) if quick else (0, 1, 2, 4))
            },
        ),
    ]


def _commands(log, quick):
    rounds = 2 if quick else 5
    trials = (250, 1000) if quick else (250, 500, 1000, 2000)
    steps = (250, 1000) if quick else (250, 500, 1000, 2000, 4000)
    threads = [count for count in (1, 2, 4, 8) if count <= os.cpu_count()]
    tables = [
        (
            "Trials: `settle run`, 1,000 steps, all cores",
            "trials",
            [(count, count, 1000, os.cpu_count()) for count in trials],
        ),
        (
            "Steps: `settle run`, 500 trials, all cores",
            "steps",
            [(count, 500, count, os.cpu_count()) for count in steps],
        ),
        (
            "Threads: `settle run`, 1,000 trials, 1,000 steps",
            "threads",
            [(count, 1000, 1000, count) for count in threads],
        ),
    ]
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        for title, axis, cases in tables:
            names = {
                f"{axis} {value}": _command(folder, *case)
                for value, *case in cases
            }
            series = log.take_turns("scaling", names, rounds, warm_up=False)
            yield title, axis, [
                (value, series[f"{axis} {value}"], None) for value, *_ in cases
            ]


def _command(folder, trials, steps, threads):
    def measure():
        study = settle.paper_study(folder, trials, steps)
        search = settle.run(study, "--threads", str(threads))
        return search.seconds, trials * steps

    return measure


def _networks(peers, log, quick, title, axis, networks):
    """Each network by itself: making a large one takes longer than a turn."""
    rows = []
    for value, layers in networks.items():
        size = sum(n * m for n, m in zip(layers, layers[1:])) // 500
        names = {
            "engine": subjects.engine(peers, max(50, 250_000 // size), layers),
            "NumPy loop": subjects.numpy_loop(
                peers, min(2000, max(100, 1_000_000 // size)), layers
            ),
        }
        series = log.take_turns(
            f"scaling, {axis} {value}", names, rounds=3 if quick else 5
        )
        rows.append((value, series["engine"], series["NumPy loop"]))
    return title, axis, rows


def report(results):
    parts = [
        "## Scaling\n\nFrom process start to printed result; width and depth: "
        "the engine on one thread, batch 128, nothing shared, and one NumPy "
        "loop."
    ]
    for title, axis, rows in results:
        parts.append(f"{title}\n\n" + _table(axis, rows))
    return "\n\n".join(parts)


def _table(axis, rows):
    if rows[0][2] is None:
        return table(
            [
                axis,
                "seconds, median",
                "lowest to highest",
                "microseconds a trial-step",
            ],
            [
                [
                    f"{value:,}",
                    *spread(ours.seconds),
                    number(ours.microseconds.median),
                ]
                for value, ours, _ in rows
            ],
        )
    return table(
        [
            axis,
            "engine, microseconds a trial-step",
            "lowest to highest",
            "NumPy loop",
            "ratio",
        ],
        [
            [
                f"{value:,}",
                *spread(ours.microseconds),
                number(numpy.microseconds.median),
                number(numpy.times_slower_than(ours).median),
            ]
            for value, ours, numpy in rows
        ],
    )
