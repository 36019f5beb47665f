"""The same job by the command of an earlier commit and by today's."""

import dataclasses

from harness import places
from harness.measurements import Spread

PROGRAMS = {"before": places.BEFORE, "now": places.SETTLE}
# Each reads the study files of its own commit: the keys have changed since.
ROOTS = {"before": places.BEFORE_ROOT, "now": places.ROOT}


def study(generation, name):
    return ROOTS[generation] / "studies" / f"{name}.yaml"


@dataclasses.dataclass
class Job:
    """What both were asked to do, and what it took them, a round each."""

    name: str
    # Times as fast as before, at least.
    asked: float | None = None
    # Times as fast as two NumPy loops, at least.
    asked_of_numpy: float | None = None
    # Whether the most memory is of interest, as well as the time.
    tells_memory: bool = False
    # Seconds and bytes of each round, by the keys of PROGRAMS.
    seconds: dict = dataclasses.field(
        default_factory=lambda: {name: [] for name in PROGRAMS}
    )
    peak_bytes: dict = dataclasses.field(
        default_factory=lambda: {name: [] for name in PROGRAMS}
    )
    # Seconds that NumPy would need, measured around each of today's rounds.
    numpy: list = dataclasses.field(default_factory=list)

    def add(self, generation, done):
        """done: has `seconds` and `peak_bytes`."""
        self.seconds[generation].append(done.seconds)
        self.peak_bytes[generation].append(done.peak_bytes)

    def forget_warm_up(self):
        """Drops the first round."""
        for taken in (self.seconds, self.peak_bytes):
            for numbers in taken.values():
                del numbers[:1]

    @property
    def ratio(self):
        """Of each round: the time before over the time now."""
        return self._over(self.seconds["before"], self.seconds["now"])

    @property
    def numpy_ratio(self):
        """None where NumPy has no part in it."""
        return (
            self._over(self.numpy, self.seconds["now"]) if self.numpy else None
        )

    @property
    def numpy_ratio_before(self):
        return (
            self._over(self.numpy, self.seconds["before"])
            if self.numpy
            else None
        )

    @staticmethod
    def _over(upper, lower):
        return Spread(one / other for one, other in zip(upper, lower))
