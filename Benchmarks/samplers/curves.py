"""The best value so far, after certain counts of trials."""

# The tables' counts, and those that the figures draw between them.
TABLE = (25, 50, 100, 200, 500)
COUNTS = (
    *(5, 8, 10, 13, 16, 20, 25, 32, 40, 50, 64, 80, 100),
    *(128, 160, 200, 250, 320, 400, 500),
)


def counts_to(trials):
    return [count for count in COUNTS if count <= trials]


def rounded(number):
    """Six significant digits."""
    return None if number is None else float(f"{number:.6g}")


class BestSoFar:
    """The truth of the trial with the best value."""

    def __init__(self):
        self.value = self.truth = None
        self.truths = []

    def add(self, value, truth):
        if value is not None and (self.value is None or value < self.value):
            self.value, self.truth = value, truth
        self.truths.append(self.truth)
