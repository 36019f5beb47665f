"""Whole searches by the command of an earlier commit, by today's and NumPy."""

import dataclasses
import pathlib
import tempfile

from harness import places, settle
from harness.generations import PROGRAMS, Job, study
from harness.measurements import say
from sections import generations, subjects

WINNER = 4333
WINNER_ERROR = "0.00159873"
NETWORKS = 16
# Ranks are as before; values may differ in their last digits.
SAME = 1e-12


@dataclasses.dataclass
class Kind:
    """One kind of search, and what its runs gave."""

    job: Job
    # Of `studies`.
    study: str
    trials: int
    steps: int
    keep: int | None
    rounds: int
    # Networks that each trial is run on.
    networks: int = 1
    # The best trials of each run, by the keys of PROGRAMS.
    best: dict = dataclasses.field(
        default_factory=lambda: {name: [] for name in PROGRAMS}
    )

    @property
    def trial_steps(self):
        return self.trials * self.steps * self.networks

    @property
    def flags(self):
        top = ["--top", self.top]
        return top if self.keep is None else [*top, "--keep", self.keep]

    @property
    def top(self):
        return self.keep or 50


def _kinds(quick):
    paper, robust = "paper-5000", "robust-5000"
    lossless = Kind(
        Job("lossless, best 50", 3, 1300), paper, 5000, 10_000, 50, 5
    )
    if quick:
        lossless.rounds = 2
        few = Job("full, the first 500 trials only")
        some = Job("robust, 200 trials, best 10", tells_memory=True)
        return [
            Kind(few, paper, 500, 10_000, None, 2),
            lossless,
            Kind(some, robust, 200, 1000, 10, 2, NETWORKS),
        ]
    full, all_ = Job("full", 2.2, 130), Job("robust, best 50", 2.5)
    all_.tells_memory = True
    return [
        Kind(full, paper, 5000, 10_000, None, 3),
        lossless,
        Kind(all_, robust, 5000, 10_000, 50, 3, NETWORKS),
    ]


def run(peers, log, quick):
    generations.require_before()
    kinds = _kinds(quick)
    pair = subjects.two_numpy_loops(peers, 2000 if quick else 5000)

    def numpy_microseconds(round_):
        seconds, trial_steps = pair()
        log.add("searches", "two NumPy loops", round_, seconds, trial_steps)
        return seconds * 1e6 / trial_steps

    pair()
    with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
        for kind in kinds:
            files = {name: _file(kind, name, folder) for name in PROGRAMS}
            for round_ in range(1, kind.rounds + 1):
                _search(kind, "before", files, log, round_)
                before = numpy_microseconds(round_)
                _search(kind, "now", files, log, round_)
                after = numpy_microseconds(round_)
                kind.job.numpy.append(
                    (before + after) / 2 * kind.trial_steps * 1e-6
                )
    return kinds


def _file(kind, generation, folder):
    """A file for one of the programs, in a folder of its own."""
    folder = pathlib.Path(folder) / generation
    folder.mkdir(exist_ok=True)
    return settle.copied_study(
        study(generation, kind.study), folder, kind.trials, kind.steps
    )


def _search(kind, generation, files, log, round_):
    say(f"searches: {kind.job.name}, {generation}, round {round_}")
    search = settle.run(
        files[generation], *kind.flags, program=PROGRAMS[generation]
    )
    name = f"{kind.job.name}, {generation}"
    log.add("searches", name, round_, search.seconds, kind.trial_steps)
    kind.job.add(generation, search)
    kind.best[generation].append(search.best)


def jobs(kinds):
    return [kind.job for kind in kinds]


def checks(kinds, loop_error):
    """[(what is so, whether)]; loop_error: the NumPy loop's of the winner."""
    found = []
    for kind in kinds:
        name, now = kind.job.name, kind.best["now"]
        found.append(
            (
                f"{name}: the best {kind.top} are as before, in this order, "
                f"with values within {SAME:g}",
                _same(now[0], kind.best["before"][0], kind.top),
            )
        )
        if kind.job.tells_memory and kind.trials == 5000:
            most = max(kind.job.peak_bytes["now"])
            found.append(
                (
                    f"{name}: {most / 1e6:,.0f} MB of memory, at most "
                    f"{generations.MEMORY / 1e6:.0f}",
                    most <= generations.MEMORY,
                )
            )
        if kind.networks > 1 or kind.trials <= WINNER:
            continue
        firsts = [best[0] for best in now]
        found += [
            (
                f"{name}: the winner is trial {WINNER}, meanError "
                f"{WINNER_ERROR}, in every run",
                all(
                    first["number"] == WINNER
                    and f"{first['value']:.8f}" == WINNER_ERROR
                    for first in firsts
                ),
            ),
            (
                f"{name}: its meanError is the NumPy loop's to 1e-9",
                all(
                    abs(first["value"] / loop_error - 1) < 1e-9
                    for first in firsts
                ),
            ),
        ]
    complete = [
        kind for kind in kinds if kind.networks == 1 and kind.trials > WINNER
    ]
    bests = [
        [(trial["number"], trial["value"]) for trial in best]
        for kind in complete
        for best in kind.best["now"]
    ]
    names = " and ".join(kind.job.name for kind in complete)
    found.append(
        (
            f"{names}: the best 50 of all {len(bests)} runs are identical",
            all(best == bests[0] for best in bests) and len(bests[0]) == 50,
        )
    )
    return found


def _same(now, before, count):
    return len(now) == len(before) == count and all(
        mine["number"] == theirs["number"]
        and abs(mine["value"] / theirs["value"] - 1) <= SAME
        for mine, theirs in zip(now, before)
    )
