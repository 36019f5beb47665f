#!/usr/bin/env python3
"""Writes the reference values of the samplers' tests: Tests/SearchSamplersTests/Fixtures/gaussian-process.json.

Needs numpy, scipy, scikit-learn and mpmath. Usage: Scripts/sampler_references.py
"""

import json
import pathlib

import mpmath
import numpy
from scipy.stats import qmc
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "Tests/SearchSamplersTests/Fixtures"
JITTER = 1e-6


def process(count, dimension, lengthscales, signal, noise, seed):
    """Likelihood, gradient and predictions of scikit-learn for points of a Sobol sequence."""
    points = qmc.Sobol(dimension, scramble=True, seed=seed).random(64)[:count]
    raw = numpy.log(((points - 0.3) ** 2).sum(1) + 0.01) + 0.1 * numpy.sin(20 * points[:, 0])
    values = (raw - raw.mean()) / raw.std()
    kernel = ConstantKernel(signal) * Matern(lengthscales, nu=2.5) + WhiteKernel(noise)
    model = GaussianProcessRegressor(kernel, alpha=JITTER, optimizer=None).fit(points, values)
    # In scikit-learn's order: signal, lengthscales, noise.
    likelihood, gradient = model.log_marginal_likelihood(model.kernel_.theta, eval_gradient=True)
    asked = qmc.Sobol(dimension, scramble=True, seed=seed + 1).random(32)[:20]
    mean, covariance = model.predict(asked, return_cov=True)
    # Of the process alone, without the noise of an observation.
    covariance = covariance - noise * numpy.eye(len(asked))
    return {
        "points": points.tolist(),
        "values": values.tolist(),
        "lengthscales": list(lengthscales),
        "signal": signal,
        "noise": noise,
        "logLikelihood": likelihood,
        "gradient": list(gradient[1:-1]) + [gradient[0], gradient[-1]],
        "asked": asked.tolist(),
        "means": mean.tolist(),
        "covariance": covariance.tolist(),
    }


def log_h():
    """ln(phi(z) + z Phi(z)) with 60 digits and more where the terms cancel."""
    arguments = [-1e6, -1e5, -12345.6, -1001, -1000, -999, -300, -101, -100.5, -100, -99.5, -75, -40, -20, -10, -5, -3]
    arguments += [-2, -1.5, -1.0001, -1, -0.9999, -0.5, -0.1, -1e-9, 0, 1e-9, 0.1, 0.5, 1, 2, 3, 5, 8, 10, 20, 40]
    arguments += [float(z) for z in numpy.round(numpy.linspace(-7, 7, 57), 3)]
    pairs = []
    for z in arguments:
        x = mpmath.mpf(z)
        mpmath.mp.dps = 60
        if z < -20:
            # phi(z) times the asymptotic or the exact factor: 1 - |z| R(|z|), with digits to spare.
            mpmath.mp.dps = 80
            t = -x
            ratio = (
                mpmath.sqrt(mpmath.pi / 2) * mpmath.exp(t * t / 2) * mpmath.erfc(t / mpmath.sqrt(2))
                if t < 2000
                else sum((-1) ** k * mpmath.fac2(2 * k - 1) / t ** (2 * k + 1) for k in range(1, 12)) + 1 / t
            )
            value = mpmath.log(1 - t * ratio) - t * t / 2 - mpmath.log(2 * mpmath.pi) / 2
        else:
            value = mpmath.log(mpmath.npdf(x) + x * mpmath.ncdf(x))
        pairs.append([z, float(value)])
    return pairs


def exponential_improvement():
    """E max(0, e^best - e^f) for normal f, by quadrature."""
    mpmath.mp.dps = 30
    rows = []
    for mean, variance, best in [(0, 1, 0), (-5, 0.01, -5.2), (-5, 0.01, -4.9), (2, 0.3, -1), (0.5, 4, 1), (-3, 1e-4, -3.05)]:
        m, s, b = mpmath.mpf(mean), mpmath.sqrt(mpmath.mpf(variance)), mpmath.mpf(best)
        z = (b - m) / s
        value = mpmath.exp(b) * mpmath.ncdf(z) - mpmath.exp(m + s * s / 2) * mpmath.ncdf(z - s)
        rows.append([mean, variance, best, float(value)])
    return rows


def main():
    fixture = {
        "processes": [
            process(8, 4, [0.5, 0.5, 0.7, 1.0], 1.0, 1e-3, 1),
            process(16, 1, [0.2], 0.5, 0.01, 2),
            process(37, 3, [0.3, 1.5, 0.9], 2.5, 1e-2, 3),
            process(64, 2, [0.4, 0.6], 1.3, 1e-4, 4),
        ],
        "logH": log_h(),
        "exponentialImprovement": exponential_improvement(),
    }
    with open(FIXTURES / "gaussian-process.json", "w") as file:
        json.dump(fixture, file)
        file.write("\n")


if __name__ == "__main__":
    main()
