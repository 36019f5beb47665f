"""Repeated measurements that take turns, and what is said of them."""

import csv
import dataclasses
import statistics
import sys


TRIAL_STEP = "trial-step"


@dataclasses.dataclass(frozen=True)
class Measurement:
    section: str
    subject: str
    round: int
    seconds: float
    # What was done in that time: so many of these.
    units: int
    unit: str = TRIAL_STEP

    @property
    def microseconds(self):
        """A unit's."""
        return self.seconds * 1e6 / self.units


class Log:
    """Every measurement made, in order."""

    def __init__(self):
        self.measurements = []

    def take_turns(
        self, section, subjects, rounds, warm_up=True, unit=TRIAL_STEP
    ):
        """Measures each subject once a round, so that drift hits all alike.

        subjects: name to a function that returns (seconds, units). The
        warm-up round is not kept. Returns name to its Series.
        """
        kept = {name: [] for name in subjects}
        for number in range(0 if warm_up else 1, rounds + 1):
            for name, measure in subjects.items():
                say(f"{section}: {name}, round {number} of {rounds}")
                seconds, units = measure()
                if number > 0:
                    kept[name].append(
                        self.add(section, name, number, seconds, units, unit)
                    )
        return {name: Series(taken) for name, taken in kept.items()}

    def add(self, *fields):
        self.measurements.append(Measurement(*fields))
        return self.measurements[-1]

    def write(self, path):
        """The columns of trial-steps are empty where the unit is another."""
        with open(path, "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(
                "section subject round seconds trial_steps "
                "microseconds_per_trial_step unit units "
                "microseconds_per_unit".split()
            )
            for one in self.measurements:
                measured = [one.units, f"{one.microseconds:.6g}"]
                writer.writerow(
                    [
                        one.section,
                        one.subject,
                        one.round,
                        f"{one.seconds:.6g}",
                        *(measured if one.unit == TRIAL_STEP else ["", ""]),
                        one.unit,
                        *measured,
                    ]
                )


class Spread:
    """Numbers, seen by their median and extremes."""

    def __init__(self, numbers):
        self.numbers = list(numbers)
        self.median = statistics.median(self.numbers)
        self.lowest = min(self.numbers)
        self.highest = max(self.numbers)


class Series:
    """One subject's measurements, a round each."""

    def __init__(self, measurements):
        self.seconds = Spread(one.seconds for one in measurements)
        self.microseconds = Spread(one.microseconds for one in measurements)

    def times_slower_than(self, other):
        """The ratio of each round's two times a unit."""
        pairs = zip(self.microseconds.numbers, other.microseconds.numbers)
        return Spread(mine / theirs for mine, theirs in pairs)


def fastest(*series):
    """The one with the lowest median time a unit."""
    return min(series, key=lambda one: one.microseconds.median)


def say(line):
    print(line, file=sys.stderr, flush=True)
