"""The layers of a minibatch that settles, in NumPy.

Arrays are [sample][unit]; operations work in place, in memory that a
minibatch leaves to the next. Letters as in design, section 1.
"""

import numpy as np


class Layer:
    """The neurons of a layer that moves."""

    def __init__(self, samples, units, precision):
        shape = samples, units
        # State, decoder, quantizer's memory, signals, drive; and scratch.
        self.s = np.zeros(shape, precision)
        self.v = np.zeros(shape, precision)
        self.phi = np.zeros(shape, precision)
        self.q = np.zeros(shape, precision)
        self.u = np.zeros(shape, precision)
        self.new = np.zeros(shape, precision)

    def rest(self):
        for array in (self.s, self.v, self.phi, self.q):
            array.fill(0)

    def take_twice(self, other):
        """Goes on from where another layer is, once for each branch."""
        for name in ("s", "v", "phi", "q"):
            mine, theirs = getattr(self, name), getattr(other, name)
            mine.reshape(2, *theirs.shape)[:] = theirs

    def step_continuous(self, bias, nudge, epsilon):
        """Eq. 3, from the drive u."""
        self._move(self.u, bias, nudge, epsilon)
        self.s, self.new = self.new, self.s

    def step_binary(self, bias, nudge, epsilon, lam):
        """Eq. 14, from the drive u, which is overwritten."""
        self.v *= 1 - lam
        self.u *= lam
        self.v += self.u
        self._move(self.v, bias, nudge, epsilon)
        # a = (s' - (1 - lambda) s) / lambda, in the memory of s.
        self.s *= lam - 1
        self.s += self.new
        self.s *= 1 / lam
        encode(self.s, self.phi, self.q)
        self.s, self.new = self.new, self.s

    def _move(self, v, bias, nudge, epsilon):
        """new = clip(s - epsilon (s - (v + b)), 0, 1)"""
        new = np.add(v, bias, out=self.new)
        if nudge is not None:
            new[: len(nudge)] += nudge
        new -= self.s
        new *= epsilon
        new += self.s
        np.clip(new, 0, 1, out=new)


class RealInput:
    """The clamped input, where it sends its state."""

    def drives(self, x, weights, steps):
        """What the layer above gets at each step: nothing at the first."""
        yield None
        drive = x @ weights
        for _ in range(steps - 1):
            yield drive


class BinaryInput:
    """The clamped input, where it sends bits: one product a step."""

    def __init__(self, samples, units, precision, first_lambda):
        self.phi = np.zeros((samples, units), precision)
        self.q = np.zeros((samples, units), precision)
        self.first_lambda = first_lambda

    def drives(self, x, weights, steps):
        yield None
        self.phi.fill(0)
        drive = np.empty((len(x), weights.shape[1]), x.dtype)
        for t in range(1, steps):
            encode(x / self.first_lambda if t == 1 else x, self.phi, self.q)
            yield np.matmul(self.q, weights, out=drive)


class BinaryInputAtOnce(BinaryInput):
    """The same with one product for all steps, whose bits are made first."""

    def drives(self, x, weights, steps):
        yield None
        self.phi.fill(0)
        shape = steps - 1, *x.shape
        if self.q.shape != shape:
            self.q = np.zeros(shape, x.dtype)
        for t, bits in enumerate(self.q, start=1):
            encode(x / self.first_lambda if t == 1 else x, self.phi, bits)
        drives = self.q.reshape(-1, x.shape[1]) @ weights
        yield from drives.reshape(steps - 1, len(x), -1)


def encode(a, phi, q):
    """Sigma-delta (Eq. 11)."""
    phi += a
    np.greater(phi, 0.5, out=q)
    phi -= q
