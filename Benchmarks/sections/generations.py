"""Before and now: each job by the earlier command and by today's, in turns."""

import pathlib

from harness import places
from harness.measurements import Spread
from harness.tables import duration, number, spread, table

# Bytes that the best 50 of the robust study may take at once.
MEMORY = 500e6


def require_before():
    if not pathlib.Path(places.BEFORE).exists():
        raise SystemExit(
            f"there is no {places.BEFORE}; `make bench-tools` builds it"
        )


def asked(jobs):
    """[(line, asked, Spread of ratios)]"""
    lines = []
    for job in jobs:
        lines.append(
            (
                f"{places.BEFORE_COMMIT} / now, {job.name}",
                job.asked,
                job.ratio,
            )
        )
        if job.numpy:
            lines.append(
                (
                    f"two NumPy loops at once (extrapolated) / now, "
                    f"{job.name}",
                    job.asked_of_numpy,
                    job.numpy_ratio,
                )
            )
    return lines


def report(jobs):
    rows = []
    for job in jobs:
        before, now = (Spread(job.seconds[name]) for name in ("before", "now"))
        rows.append(
            [
                job.name,
                len(now.numbers),
                duration(before.median),
                duration(now.median),
                f"{duration(now.lowest)} to {duration(now.highest)}",
                *spread(job.ratio),
                *(
                    number(ratio.median) if ratio else ""
                    for ratio in (job.numpy_ratio_before, job.numpy_ratio)
                ),
                *(
                    f"{Spread(job.peak_bytes[name]).median / 1e6:,.0f} MB"
                    if job.tells_memory
                    else ""
                    for name in ("before", "now")
                ),
            ]
        )
    commit = places.BEFORE_COMMIT
    return (
        f"## Before and now\n\nThe command of {commit} and this one's, in "
        "turns; each time is from process start to printed result, and each "
        "makes a storage of its own. NumPy: two processes of the loop at the "
        "same time, timed for some thousand steps right before and after "
        "each of today's runs, **extrapolated** to all trials to the end. "
        "Memory is the most that the process had resident.\n\n"
        + table(
            [
                "",
                "rounds",
                commit,
                "now",
                "lowest to highest",
                f"{commit} / now",
                "lowest to highest",
                f"NumPy / {commit}",
                "NumPy / now",
                f"memory, {commit}",
                "now",
            ],
            rows,
        )
    )
