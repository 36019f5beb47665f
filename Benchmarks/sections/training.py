"""Training on digits and inference, ours against the NumPy loop's."""

from harness import settle
from harness.generations import PROGRAMS, Job
from harness.measurements import Spread
from harness.tables import number, spread, table
from sections import subjects

UPDATES_PER_EPOCH = 2500
EPOCHS = 25
# Of a run: 23 epochs' ends and 8 quarters, each a pass over both sets.
READINGS = 31
IMAGES = 60_000

NUMPY = "NumPy, {}"
AT_ONCE = "NumPy, {}, input at once"
OURS = "ours, {}, threads: {}"
FLOAT64 = "ours in float64, {}, threads: {}"


def run(peers, log, quick):
    """The series of updates, those of images, and the whole run's."""
    rounds = 3 if quick else 7
    return {
        "updates": _turns(peers, log, "train", "update", rounds, 100, 600),
        "images": _turns(peers, log, "infer", "image", rounds, 2000, 10_000),
        "run": _whole_run(log, quick),
    }


def _turns(peers, log, method, unit, rounds, for_numpy, for_ours):
    """Both dynamics; so many units a turn for NumPy and for ours."""
    measured = {}
    for dynamics in ("binary", "continuous"):
        measured[NUMPY.format(dynamics)] = subjects.numpy_training(
            peers, dynamics, method, for_numpy
        )
        if dynamics == "binary":
            measured[AT_ONCE.format(dynamics)] = subjects.numpy_training(
                peers, dynamics, method, for_numpy, at_once=True
            )
        for threads in (1, 2):
            measured[OURS.format(dynamics, threads)] = subjects.training(
                peers, dynamics, method, for_ours, threads
            )
        for threads in (1, 2):
            measured[FLOAT64.format(dynamics, threads)] = subjects.training(
                peers, dynamics, method, for_ours, threads, "float64"
            )
    return log.take_turns(f"training, {unit}s", measured, rounds, unit=unit)


def _whole_run(log, quick):
    """(epochs, the Job by both commands)"""
    epochs = 1 if quick else EPOCHS
    job = Job(f"training, {epochs} binary epochs", None if quick else 1.6)

    def measure(generation):
        def timed():
            done = settle.train(epochs, program=PROGRAMS[generation])
            job.add(generation, done)
            return done.seconds, epochs * UPDATES_PER_EPOCH

        return timed

    log.take_turns(
        "training, run",
        {generation: measure(generation) for generation in PROGRAMS},
        rounds=1 if quick else 3,
        warm_up=False,
        unit="update",
    )
    return epochs, job


def jobs(results):
    return [results["run"][1]]


def asked(results):
    """[(line, asked, Spread of ratios)]"""
    updates, images = results["updates"], results["images"]
    numpy, ours = NUMPY.format("binary"), OURS.format("binary", 2)
    found = [
        (
            "NumPy binary training loop / ours on two cores",
            15,
            updates[numpy].times_slower_than(updates[ours]),
        ),
        (
            "NumPy binary training loop, input at once / ours on two cores",
            None,
            updates[AT_ONCE.format("binary")].times_slower_than(updates[ours]),
        ),
    ]
    for title, series in (("training loop", updates), ("inference", images)):
        for dynamics in ("binary", "continuous"):
            for threads, cores in ((2, "two cores"), (1, "one core")):
                line = f"NumPy {dynamics} {title} / ours on {cores}"
                if line != found[0][0]:
                    theirs = series[NUMPY.format(dynamics)]
                    mine = series[OURS.format(dynamics, threads)]
                    ratio = theirs.times_slower_than(mine)
                    found.append((line, None, ratio))
    return found


def report(results):
    epochs, job = results["run"]
    run_ = Spread(job.seconds["now"])
    numpy = (
        results["updates"][NUMPY.format("binary")].microseconds.median
        * epochs
        * UPDATES_PER_EPOCH
        + results["images"][NUMPY.format("binary")].microseconds.median
        * IMAGES
        * (READINGS if epochs == EPOCHS else 4 * epochs)
    ) * 1e-6
    return "\n\n".join(
        [
            "## Training (784-500-10, minibatches of 20, seed 1234)",
            "Microseconds an update, float32 where nothing else is said; "
            "images and weights are in memory before the clock starts.",
            _table("training", results["updates"]),
            "Microseconds an image, 20 steps each.",
            _table("inference", results["images"]),
            f"A whole binary run, {epochs} epochs with all readings of both "
            f"sets, by `settle train` on all cores. NumPy's loop, of which one "
            "process runs, **extrapolated** from the medians above.",
            table(
                [
                    "",
                    "runs",
                    "seconds, median",
                    "lowest to highest",
                    "NumPy loop (extrapolated)",
                    "ratio",
                ],
                [
                    [
                        "`settle train`",
                        len(run_.numbers),
                        *spread(run_),
                        number(numpy),
                        number(numpy / run_.median),
                    ]
                ],
            ),
        ]
    )


def _table(title, series):
    rows = []
    for name, one in series.items():
        dynamics = "binary" if "binary" in name else "continuous"
        ratio = series[NUMPY.format(dynamics)].times_slower_than(one)
        rows.append([name, *spread(one.microseconds), *spread(ratio)])
    return table(
        [title, "median", "lowest to highest", "NumPy / this", "from to"], rows
    )
