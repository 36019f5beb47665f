"""The engine by batch size, threads and sharing of the input's drive."""

from harness.tables import number, table
from sections import subjects

# With the trial-steps to time at once.
DRIVES = (("unshared", 64_000), ("shared", 128_000))


def run(peers, log, quick):
    """batches, then the series by (batch, threads, drive)."""
    batches = (1, 16, 128, 1024) if quick else (1, 4, 16, 64, 128, 256, 1024)
    names = {}
    for batch in batches:
        for drive, trial_steps in DRIVES:
            steps = min(10_000, max(200, trial_steps // batch))
            for threads in (1, 2):
                names[_name(batch, threads, drive)] = subjects.engine(
                    peers, steps, batch=batch, threads=threads, drive=drive
                )
    return batches, log.take_turns("engine", names, rounds=3 if quick else 5)


def _name(batch, threads, drive):
    return f"batch {batch}, {threads} threads, {drive}"


def report(result):
    batches, series = result
    rows = []
    for batch in batches:
        row = [batch]
        for drive in ("unshared", "shared"):
            one, two = (
                series[_name(batch, threads, drive)].microseconds
                for threads in (1, 2)
            )
            ratio = series[_name(batch, 1, drive)].times_slower_than(
                series[_name(batch, 2, drive)]
            )
            row += [
                f"{number(one.median)} ({number(one.lowest)} to "
                f"{number(one.highest)})",
                number(two.median),
                number(ratio.median),
            ]
        rows.append(row)
    header = ["batch"]
    for drive in ("unshared", "shared"):
        header += [f"{drive}, 1 thread", "2 threads", "1 / 2"]
    return (
        "## Engine by batch size (500-500-10, float64)\n\n"
        "Microseconds a trial-step; batches are a thread's own. A search "
        "takes batches of 128.\n\n" + table(header, rows)
    )
