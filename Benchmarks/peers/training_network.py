"""Equilibrium Propagation as one writes it in NumPy: a minibatch is a matrix.

The loop of design, section 2. Dense products; operations in place; the two
branches of the positive phase are one matrix of twice the rows, and share
what the input gives them.
"""

import numpy as np

from training_layers import BinaryInput, BinaryInputAtOnce, Layer, RealInput

SIZES = (784, 500, 10)
SAMPLES = 20
NEGATIVE, POSITIVE = 20, 4
STEPS = NEGATIVE + POSITIVE
RATES = (0.1, 0.05)
# [t - 1]: the schedules that the paper prints.
EPSILON = [0.843 / t**0.0923 for t in range(1, STEPS + 1)]
LAMBDA = [0.832 / t**0.584 for t in range(1, STEPS + 1)]
CONTINUOUS_EPSILON = 0.5


class TrainingNetwork:
    """A network in training, of seed 1234.

    at_once: the input's bits of all steps are made first, and what they give
    the hidden layer is one product.
    """

    def __init__(self, dynamics, precision, at_once=False):
        self.is_binary = dynamics == "binary"
        self.at_once = at_once
        self.precision = precision
        # Draws the weights, then the sign of each update's beta.
        self.generator = np.random.RandomState(1234)
        self.weights = []
        for rows, columns in zip(SIZES, SIZES[1:]):
            limit = np.sqrt(6 / (rows + columns))
            drawn = self.generator.uniform(-limit, limit, (rows, columns))
            self.weights.append(drawn.astype(precision))
        self.biases = [np.zeros(units, precision) for units in SIZES[1:]]
        self.updates = 0
        self.input, self.layers = self._make(SAMPLES)
        _, self.branches = self._make(2 * SAMPLES)
        self.gradient = np.empty_like(self.weights[0])

    def _make(self, samples):
        """An input and layers for so many samples."""
        if not self.is_binary:
            clamped = RealInput()
        else:
            kind = BinaryInputAtOnce if self.at_once else BinaryInput
            clamped = kind(samples, SIZES[0], self.precision, LAMBDA[0])
        return clamped, [
            Layer(samples, units, self.precision) for units in SIZES[1:]
        ]

    def train(self, states, labels, updates):
        """So many more updates, minibatches in file order."""
        targets = np.eye(SIZES[-1], dtype=self.precision)
        minibatches = len(states) // SAMPLES
        for _ in range(updates):
            first = self.updates % minibatches * SAMPLES
            x = states[first : first + SAMPLES]
            y = targets[labels[first : first + SAMPLES]]
            self._update(x, y, 0.5 * int(self.generator.choice([-1, 1])))
            self.updates += 1

    def _update(self, x, y, beta):
        for layer in self.layers:
            layer.rest()
        drives = self.input.drives(x, self.weights[0], STEPS)
        for t in range(1, NEGATIVE + 1):
            self._step(self.layers, t, next(drives))
        # The rows of the first branch are nudged.
        for both, one in zip(self.branches, self.layers):
            both.take_twice(one)
        output = self.branches[-1]
        for t in range(NEGATIVE + 1, STEPS + 1):
            nudge = y - output.s[:SAMPLES]
            nudge *= 2 * beta
            self._step(self.branches, t, next(drives), nudge)
        self._learn(x, beta)

    def _learn(self, x, beta):
        """Eq. 4, with the derivative in both directions."""
        minus = [layer.s[SAMPLES:] for layer in self.branches]
        changes = [
            layer.s[:SAMPLES] - layer.s[SAMPLES:] for layer in self.branches
        ]
        rates = [rate / beta / SAMPLES for rate in RATES]
        scaled = [change * rate for change, rate in zip(changes, rates)]
        np.matmul(x.T, scaled[0], out=self.gradient)
        self.weights[0] += self.gradient
        self.weights[1] += minus[0].T @ scaled[1]
        self.weights[1] += changes[0].T @ (minus[1] * rates[1])
        for bias, change in zip(self.biases, scaled):
            bias += change.sum(axis=0)

    def _step(self, layers, t, drive, nudge=None):
        """All layers at once, from what they sent at the step before.

        drive: what the input gives each sample; None where nothing.
        """
        hidden, output = layers
        if self.is_binary:
            np.matmul(output.q, self.weights[1].T, out=hidden.u)
            np.matmul(hidden.q, self.weights[1], out=output.u)
        else:
            np.matmul(output.s, self.weights[1].T, out=hidden.u)
            np.matmul(hidden.s, self.weights[1], out=output.u)
        if drive is not None:
            branches = hidden.u.reshape(-1, *drive.shape)
            branches += drive
        for layer, bias in zip(layers, self.biases):
            pull = nudge if layer is output else None
            if self.is_binary:
                layer.step_binary(bias, pull, EPSILON[t - 1], LAMBDA[t - 1])
            else:
                layer.step_continuous(bias, pull, CONTINUOUS_EPSILON)

    def numbers(self):
        """Sums and samples of what has been learned, as the oracle has."""
        (first, second), (hidden, output) = self.weights, self.biases
        return {
            "updates": self.updates,
            "sumAbsW0": abs(first).sum(),
            "sumAbsW1": abs(second).sum(),
            "sum of b0 (hidden)": hidden.sum(),
            "b1 (output)": output.tolist(),
            "W0[400][0..4]": first[400, :5].tolist(),
        }

    def predictions(self, states, batch):
        """Of each image the largest output after the negative phase."""
        found = np.empty(len(states), int)
        clamped, layers = self._make(batch)
        for first in range(0, len(states), batch):
            x = states[first : first + batch]
            if len(x) < batch:
                clamped, layers = self._make(len(x))
            for layer in layers:
                layer.rest()
            drives = clamped.drives(x, self.weights[0], NEGATIVE)
            for t, drive in enumerate(drives, start=1):
                self._step(layers, t, drive)
            found[first : first + batch] = layers[-1].s.argmax(axis=1)
        return found
