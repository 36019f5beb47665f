"""The same in lockstep: a batch of trials is a matrix [trial][unit]."""

import time

import numpy as np

import network
import worker


def mean_errors(experiment, candidates, steps):
    """Simulates all trials together; returns the mean error of each."""
    trials = len(candidates)
    columns = np.asarray(candidates).T[:, :, np.newaxis]
    epsilon_initial, epsilon_exponent, lambda_initial, lambda_exponent = (
        columns
    )
    weights, biases, x = experiment.weights, experiment.biases, experiment.x
    last = len(experiment.sizes) - 1
    s = [np.zeros((trials, size)) for size in experiment.sizes]
    v = [np.zeros((trials, size)) for size in experiment.sizes]
    q = [np.zeros((trials, size)) for size in experiment.sizes]
    phi = [np.zeros((trials, size)) for size in experiment.sizes]
    total = np.zeros(trials)
    for t in range(1, steps + 1):
        epsilon = epsilon_initial / t**epsilon_exponent
        lam = lambda_initial / t**lambda_exponent
        u = [None]
        for k in range(1, last + 1):
            drive = q[k - 1] @ weights[k - 1]
            if k < last:
                drive += q[k + 1] @ weights[k].T
            u.append(drive)
        error = np.zeros(trials)
        for k in range(last + 1):
            previous = s[k]
            if k == 0:
                s[k] = np.broadcast_to(x, previous.shape)
            else:
                v[k] = (1 - lam) * v[k] + lam * u[k]
                s[k] = np.clip(
                    previous - epsilon * (previous - (v[k] + biases[k])), 0, 1
                )
                error += np.abs(experiment.fixed_point[k] - s[k]).mean(axis=1)
            if k > 0 or t == 1:
                a = (s[k] - (1 - lam) * previous) / lam
            else:
                a = x
            p = phi[k] + a
            q[k] = (p > 0.5).astype(float)
            phi[k] = p - q[k]
        total += error / (last + 1)
    return total / steps


def answer(request):
    experiment = network.experiment(tuple(request["layers"]))
    candidates = network.candidates(request["batch"])
    start = time.perf_counter()
    errors = mean_errors(experiment, candidates, request["steps"])
    return {
        "seconds": time.perf_counter() - start,
        "meanErrors": errors.tolist(),
    }


if __name__ == "__main__":
    worker.serve(answer)
