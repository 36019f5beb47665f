"""Medians and quartiles over seeds."""

import dataclasses
import math
import statistics

from samplers import versions
from samplers.curves import COUNTS
from samplers.peers import PEERS, VERSION
from samplers.plan import GENERATIONS, INDEPENDENT

SETTLE_TITLES = {
    "gp": "GP",
    "cmaes": "CMA-ES",
    "tpe": "TPE",
    "sobol": "Sobol",
}


@dataclasses.dataclass(frozen=True)
class Quartiles:
    low: float
    median: float
    high: float
    seeds: int

    @classmethod
    def of(cls, numbers):
        """None, where no trial has succeeded, counts as infinite."""
        numbers = [math.inf if one is None else one for one in numbers]
        if len(numbers) == 1:
            return cls(numbers[0], numbers[0], numbers[0], 1)
        low, median, high = statistics.quantiles(numbers, method="inclusive")
        return cls(low, median, high, len(numbers))


@dataclasses.dataclass(frozen=True)
class Result:
    """A sampler on a problem in a mode."""

    library: str
    sampler: str
    who: str
    # By count of trials.
    best: dict

    @property
    def title(self):
        if self.library == "Settle":
            return f"Settle {SETTLE_TITLES[self.sampler]}"
        return f"Optuna {PEERS[self.sampler].title}"


def results(ledger, problem, generation):
    """Settle's, then Optuna's, those that the ledger has."""
    wanted = [("Settle", name, versions.settle(name)) for name in SETTLE_TITLES]
    wanted += [("Optuna", name, VERSION) for name in PEERS]
    found = []
    for library, sampler, who in wanted:
        mode = 1 if sampler in INDEPENDENT else generation
        lines = ledger.all(
            kind="search",
            who=who,
            sampler=sampler,
            problem=problem,
            generation=mode,
            lag=0,
        )
        best = by_count(lines, COUNTS)
        if best:
            found.append(Result(library, sampler, who, best))
    return found


def by_count(lines, counts):
    best = {}
    for count in counts:
        numbers = [
            line["best"][str(count)]
            for line in lines
            if str(count) in line["best"]
        ]
        if numbers:
            best[count] = Quartiles.of(numbers)
    return best


def everything(ledger, problems):
    """{(problem, generation): [Result]}"""
    return {
        (problem, generation): results(ledger, problem, generation)
        for problem in problems
        for generation in GENERATIONS
    }
