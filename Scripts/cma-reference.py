#!/usr/bin/env python3
"""The reference numbers in Tests/SearchSamplersTests/Fixtures/cma.json.

    pip install cma==4.5.0 cmaes==0.13.1; python3 Scripts/cma-reference.py

- "evaluations": how many evaluations Hansen's own program, cma, needs to 1e-9, for 31 seeds, in populations of 8 from
  the cube's centre with the step size 0.3;
- "positive": one update with positive weights alone, as its equations stand in Hansen's tutorial, by NumPy;
- "active": the same update with negative weights, by the independent program cmaes.
"""

import json
import math
import pathlib

import cma
import cmaes
import numpy as np

rotation = np.linalg.qr(np.random.RandomState(3).randn(4, 4))[0]
functions = {
    "sphere": lambda x: ((x - 0.3) ** 2).sum(),
    "ellipsoid": lambda x: ((rotation @ (x - 0.4)) ** 2 * 10.0 ** (6 * np.arange(4) / 3)).sum(),
    "rosenbrock": lambda x: sum(
        100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in zip((4 * x - 2)[:-1], (4 * x - 2)[1:])
    ),
}


def evaluations(function, is_active, seed):
    options = {"popsize": 8, "seed": seed, "verbose": -9, "CMA_active": is_active}
    options |= {"tolfun": 0, "tolfunhist": 0, "tolx": 0, "tolstagnation": 10**9}
    strategy = cma.CMAEvolutionStrategy([0.5] * 4, 0.3, options)
    count, best = 0, math.inf
    while best > 1e-9 and count < 8000:
        points = strategy.ask()
        values = [function(x) for x in points]
        count, best = count + len(points), min(best, min(values))
        strategy.tell(points, values)
    return count


counts = {
    name: {
        "active": sorted(evaluations(function, True, seed) for seed in range(1, 32)),
        "positive": sorted(evaluations(function, False, seed) for seed in range(1, 32)),
    }
    for name, function in functions.items()
}

d, population, mu = 4, 8, 4
points = np.array([[0.1 * ((i * 7 + j * 3) % 10) + 0.05 for j in range(d)] for i in range(population)])
values = ((points - 0.3) ** 2).sum(1)
mean, sigma = np.full(d, 0.5), 0.3
weights = np.log((population + 1) / 2) - np.log(np.arange(1, mu + 1))
weights /= weights.sum()
effective = 1 / (weights**2).sum()
c_sigma = (effective + 2) / (d + effective + 5)
damping = 1 + 2 * max(0, math.sqrt((effective - 1) / (d + 1)) - 1) + c_sigma
c_c = (4 + effective / d) / (d + 4 + 2 * effective / d)
c_1 = 2 / ((d + 1.3) ** 2 + effective)
c_mu = min(1 - c_1, 2 * (effective - 2 + 1 / effective) / ((d + 2) ** 2 + effective))
expected = math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d))
order = np.argsort(values, kind="stable")
steps = (points[order[:mu]] - mean) / sigma
move = weights @ steps
step_path = math.sqrt(c_sigma * (2 - c_sigma) * effective) * move
still = np.linalg.norm(step_path) / math.sqrt(1 - (1 - c_sigma) ** 2) >= (1.4 + 2 / (d + 1)) * expected
path = (not still) * math.sqrt(c_c * (2 - c_c) * effective) * move
covariance = (1 - c_1 - c_mu + still * c_1 * c_c * (2 - c_c)) * np.eye(d)
covariance += c_1 * np.outer(path, path) + c_mu * (steps.T * weights) @ steps
positive = {
    "mean": (mean + sigma * move).tolist(),
    "stepSize": sigma * math.exp(c_sigma / damping * (np.linalg.norm(step_path) / expected - 1)),
    "covariance": covariance.ravel().tolist(),
    "stepPath": step_path.tolist(),
    "covariancePath": path.tolist(),
}

other = cmaes.CMA(mean=mean.copy(), sigma=sigma, population_size=population)
for _ in range(3):
    # The same points three times, so that the second and third updates have paths and a deformed covariance.
    other.tell([(point.copy(), value) for point, value in zip(points, values)])
active = {
    "mean": other._mean.tolist(),
    "stepSize": float(other._sigma),
    "covariance": other._C.ravel().tolist(),
    "stepPath": other._p_sigma.tolist(),
    "covariancePath": other._pc.tolist(),
}

random = np.random.RandomState(5)
matrices = []
for size in (1, 2, 5, 12):
    matrix = random.randn(size, size)
    matrix = matrix @ np.diag(10.0 ** random.uniform(-3, 3, size)) @ matrix.T
    matrices.append({"matrix": matrix.ravel().tolist(), "values": np.linalg.eigvalsh(matrix).tolist()})

document = {
    "rotation": rotation.ravel().tolist(),
    "evaluations": counts,
    "points": points.tolist(),
    "order": order.tolist(),
    "positive": positive,
    "active": active,
    "matrices": matrices,
}
target = pathlib.Path(__file__).parent.parent / "Tests/SearchSamplersTests/Fixtures/cma.json"
target.write_text(json.dumps(document, indent=1) + "\n")
