"""The convergence experiment's network, input, fixed point and candidates."""

import functools

import numpy as np


class Experiment:
    """Layers of `sizes` units: weights, clamped input x, fixed point s*."""

    def __init__(self, sizes):
        self.sizes = sizes
        generator = np.random.RandomState(1237)
        self.weights = []
        for rows, columns in zip(sizes, sizes[1:]):
            limit = np.sqrt(6 / (rows + columns))
            self.weights.append(
                generator.uniform(-limit, limit, size=(rows, columns))
            )
        self.biases = [np.zeros(size) for size in sizes]
        self.x = np.random.RandomState(1241).rand(sizes[0])
        self.fixed_point = self._settle()

    def _settle(self, epsilon=0.5, steps=10_000):
        """Eq. 3 from zero states, all layers at once."""
        s = [np.zeros(size) for size in self.sizes]
        for _ in range(steps):
            new = [self.x]
            for k in range(1, len(s)):
                v = s[k - 1] @ self.weights[k - 1]
                if k + 1 < len(s):
                    v = v + s[k + 1] @ self.weights[k].T
                new.append(
                    np.clip(
                        s[k] - epsilon * (s[k] - (v + self.biases[k])), 0, 1
                    )
                )
            if all(np.array_equal(a, b) for a, b in zip(s, new)):
                break  # a step that changes nothing changes nothing for ever
            s = new
        return s


@functools.lru_cache(maxsize=1)
def experiment(sizes):
    return Experiment(sizes)


def candidates(count):
    """[trial] of epsilon.initial, .exponent, lambda.initial, .exponent.

    As the paper's search draws them, but not rounded, so that no two
    lambda.initial are equal.
    """
    return np.random.RandomState(1234).rand(count, 4)
