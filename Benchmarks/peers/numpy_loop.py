"""Eq. 14 as one writes it in NumPy: one trial at a time, dense products."""

import time

import numpy as np

import network
import worker


def mean_error(experiment, candidate, steps):
    """Simulates one trial and returns the mean of error(t) over its steps."""
    epsilon_initial, epsilon_exponent, lambda_initial, lambda_exponent = (
        candidate
    )
    weights, biases, x = experiment.weights, experiment.biases, experiment.x
    last = len(experiment.sizes) - 1
    s = [np.zeros(size) for size in experiment.sizes]
    v = [np.zeros(size) for size in experiment.sizes]
    q = [np.zeros(size) for size in experiment.sizes]
    phi = [np.zeros(size) for size in experiment.sizes]
    total = 0.0
    for t in range(1, steps + 1):
        epsilon = epsilon_initial / t**epsilon_exponent
        lam = lambda_initial / t**lambda_exponent
        # All layers at once, each from the previous step's signals.
        u = [None]
        for k in range(1, last + 1):
            drive = q[k - 1] @ weights[k - 1]
            if k < last:
                drive = drive + q[k + 1] @ weights[k].T
            u.append(drive)
        error = 0.0
        for k in range(last + 1):
            previous = s[k]
            if k == 0:
                s[k] = x
            else:
                v[k] = (1 - lam) * v[k] + lam * u[k]
                s[k] = np.clip(
                    previous - epsilon * (previous - (v[k] + biases[k])), 0, 1
                )
                error += np.mean(np.abs(experiment.fixed_point[k] - s[k]))
            if k > 0 or t == 1:
                a = (s[k] - (1 - lam) * previous) / lam
            else:
                a = x  # in exact arithmetic; design, section 1
            p = phi[k] + a
            q[k] = (p > 0.5).astype(float)
            phi[k] = p - q[k]
        total += error / (last + 1)
    return total / steps


def answer(request):
    experiment = network.experiment(tuple(request["layers"]))
    trials = request.get("candidates")
    if trials is None:
        trials = network.candidates(request["batch"])
    start = time.perf_counter()
    errors = [
        mean_error(experiment, candidate, request["steps"])
        for candidate in np.asarray(trials).tolist()
    ]
    return {"seconds": time.perf_counter() - start, "meanErrors": errors}


if __name__ == "__main__":
    worker.serve(answer)
