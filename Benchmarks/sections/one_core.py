"""The engine against its peers on one core, and one thread against two."""

from harness.measurements import fastest
from harness.tables import number, spread, table
from sections import subjects

DENSE_BATCHES = (128, 256, 1024)
NUMPY_BATCHES = (64, 256)


def run(peers, log, quick):
    scale = 1 if quick else 2
    measured = {
        "NumPy loop": subjects.numpy_loop(peers, 1000 * scale),
        "engine, unshared, 1 thread": subjects.engine(peers, 250 * scale),
        "engine, unshared, 2 threads": subjects.engine(
            peers, 250 * scale, threads=2
        ),
        "engine, shared, 1 thread": subjects.engine(
            peers, 1000 * scale, drive="shared"
        ),
        "engine, shared, 2 threads": subjects.engine(
            peers, 1000 * scale, drive="shared", threads=2
        ),
        "plain reference": subjects.plain(peers, 2000 * scale),
    }
    for batch in NUMPY_BATCHES:
        measured[f"NumPy lockstep, batch {batch}"] = subjects.numpy_lockstep(
            peers, 2560 * scale // batch, batch
        )
    for precision in ("float64", "float32"):
        for batch in DENSE_BATCHES:
            measured[f"OpenBLAS {precision}, batch {batch}"] = (
                subjects.dense_products(
                    peers, 10240 * scale // batch, batch, precision
                )
            )
    measured["kernels float64, unshared"] = _kernels(128, quick)
    measured["kernels float64, shared"] = _kernels(1, quick)
    return log.take_turns("one core", measured, rounds=3 if quick else 7)


def _kernels(trains, quick):
    def measure():
        phases = subjects.kernels(
            "float64", 128, trains, 0.1 if quick else 0.2
        )
        return phases["all"] * 1e-6, 1

    return measure


def dense(series, precision):
    """OpenBLAS at the batch size that suits it best."""
    return fastest(
        *(
            series[f"OpenBLAS {precision}, batch {batch}"]
            for batch in DENSE_BATCHES
        )
    )


def asked(series):
    """[(line, asked, Spread of ratios)]"""
    ours = series["engine, unshared, 1 thread"]
    shared = series["engine, shared, 1 thread"]
    lockstep = fastest(
        *(series[f"NumPy lockstep, batch {batch}"] for batch in NUMPY_BATCHES)
    )
    loop = series["NumPy loop"]
    openblas = dense(series, "float64")
    return [
        (
            "NumPy loop / engine, one core, float64, nothing shared",
            25,
            loop.times_slower_than(ours),
        ),
        (
            "OpenBLAS's dense products alone / engine, one core, float64, "
            "nothing shared",
            2,
            openblas.times_slower_than(ours),
        ),
        (
            "engine on one thread / on two, nothing shared",
            1.8,
            ours.times_slower_than(series["engine, unshared, 2 threads"]),
        ),
        (
            "engine on one thread / on two, input drive shared",
            None,
            shared.times_slower_than(series["engine, shared, 2 threads"]),
        ),
        (
            "NumPy lockstep / engine, nothing shared",
            None,
            lockstep.times_slower_than(ours),
        ),
        (
            "NumPy loop / engine, input drive shared",
            None,
            loop.times_slower_than(shared),
        ),
        (
            "OpenBLAS's dense products alone / engine, input drive shared",
            None,
            openblas.times_slower_than(shared),
        ),
        (
            "plain reference / engine, nothing shared",
            None,
            series["plain reference"].times_slower_than(ours),
        ),
        (
            "NumPy loop / plain reference",
            None,
            loop.times_slower_than(series["plain reference"]),
        ),
        (
            "OpenBLAS's dense products alone in float32 / kernels in "
            "float64, nothing shared",
            None,
            dense(series, "float32").times_slower_than(
                series["kernels float64, unshared"]
            ),
        ),
    ]


def report(series):
    ours = series["engine, unshared, 1 thread"]
    rows = [
        [
            name,
            *spread(one.microseconds),
            number(one.times_slower_than(ours).median),
        ]
        for name, one in series.items()
    ]
    return (
        "## One core (500-500-10)\n\n"
        "Microseconds a trial-step. The engine, its kernels: batches of 128. "
        "Two threads: wall time over the trial-steps of both.\n\n"
        + table(
            ["", "median", "lowest to highest", "times the engine (unshared)"],
            rows,
        )
    )
