"""Whole searches, from process start to printed result, against NumPy's."""

import dataclasses
import tempfile

from harness import places, settle
from harness.measurements import Spread, say
from harness.tables import number, spread, table
from sections import subjects

WINNER = 4333
WINNER_ERROR = "0.00159873"
STEPS = 10_000


@dataclasses.dataclass
class Kind:
    """One kind of search, and what its runs gave."""

    name: str
    trials: int
    flags: tuple
    asked: float | None
    seconds: list = dataclasses.field(default_factory=list)
    # Seconds that two NumPy loops would need, measured around each run.
    numpy: list = dataclasses.field(default_factory=list)
    best: list = dataclasses.field(default_factory=list)

    @property
    def ratio(self):
        return Spread(n / s for n, s in zip(self.numpy, self.seconds))


def run(peers, log, quick):
    lossless = Kind("lossless, best 50", 5000, ("--keep", "50"), 450)
    if quick:
        full = Kind("full, the first 500 trials only", 500, (), None)
        order = [lossless, full, lossless, full]
    else:
        full = Kind("full", 5000, (), 36)
        order = [lossless, full, lossless, lossless, full, lossless, lossless]
    pair = subjects.two_numpy_loops(peers, 2000 if quick else 5000)

    def numpy_microseconds(round_):
        seconds, trial_steps = pair()
        log.add("searches", "two NumPy loops", round_, seconds, trial_steps)
        return seconds * 1e6 / trial_steps

    pair()
    before = numpy_microseconds(0)
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        for round_, kind in enumerate(order, start=1):
            say(f"searches: {kind.name}, run {round_} of {len(order)}")
            study = settle.paper_study(folder, kind.trials, STEPS)
            search = settle.run(study, "--top", "50", *kind.flags)
            after = numpy_microseconds(round_)
            trial_steps = kind.trials * STEPS
            log.add("searches", kind.name, round_, search.seconds, trial_steps)
            kind.seconds.append(search.seconds)
            kind.numpy.append((before + after) / 2 * trial_steps * 1e-6)
            kind.best.append(search.best)
            before = after
    return [full, lossless]


def asked(kinds):
    """[(line, asked, Spread of ratios)]"""
    return [
        (
            "two NumPy loops at once (extrapolated) / `settle run`, "
            f"{kind.name}",
            kind.asked,
            kind.ratio,
        )
        for kind in kinds
    ]


def checks(kinds, loop_error):
    """[(what is so, whether)]; loop_error: the NumPy loop's of the winner."""
    found = []
    for kind in kinds:
        if kind.trials <= WINNER:
            continue
        firsts = [best[0] for best in kind.best]
        found += [
            (
                f"{kind.name}: the winner is trial {WINNER}, meanError "
                f"{WINNER_ERROR}, in every run",
                all(
                    first["number"] == WINNER
                    and f"{first['value']:.8f}" == WINNER_ERROR
                    for first in firsts
                ),
            ),
            (
                f"{kind.name}: its meanError is the NumPy loop's to 1e-9",
                all(
                    abs(first["value"] / loop_error - 1) < 1e-9
                    for first in firsts
                ),
            ),
        ]
    complete = [kind for kind in kinds if kind.trials > WINNER]
    bests = [
        [(trial["number"], trial["value"]) for trial in best]
        for kind in complete
        for best in kind.best
    ]
    names = " and ".join(kind.name for kind in complete)
    found.append(
        (
            f"{names}: the best 50 of all {len(bests)} runs are identical",
            all(best == bests[0] for best in bests) and len(bests[0]) == 50,
        )
    )
    return found


def report(kinds):
    rows = []
    for kind in kinds:
        rows.append(
            [
                kind.name,
                f"{kind.trials:,}",
                len(kind.seconds),
                *spread(Spread(kind.seconds)),
                number(Spread(kind.numpy).median),
                *spread(kind.ratio),
            ]
        )
    return (
        "## Whole searches (`studies/paper-5000.yaml`, 10,000 steps)\n\n"
        "Seconds from process start to printed result. NumPy: two processes "
        "of the loop running at the same time, timed for a few thousand steps "
        "right before and after each run, **extrapolated** to all trials to "
        "the end.\n\n"
        + table(
            [
                "",
                "trials",
                "runs",
                "median",
                "lowest to highest",
                "two NumPy loops (extrapolated)",
                "ratio",
                "lowest to highest",
            ],
            rows,
        )
    )
