#!/usr/bin/env python3
"""The reference numbers in Tests/HyperparameterSearchTests/Analysis: PED-ANOVA and rank correlations, by NumPy and SciPy.

    python3 Scripts/analysis-reference.py

An independent implementation: densities by numpy.histogram over quantiles, correlations by scipy.stats.
"""

import numpy
import scipy.stats

TRIALS = 2000


def divergence(parameter, members, chosen, cells):
    """Of the chosen from the members; what chance gives; both are boolean masks."""
    edges = numpy.quantile(parameter[members], numpy.linspace(0, 1, cells + 1), method="hazen")
    edges[0], edges[-1] = -numpy.inf, numpy.inf
    p = numpy.histogram(parameter[members], edges)[0] / members.sum()
    q = numpy.histogram(parameter[chosen], edges)[0] / chosen.sum()
    found = (p * (q / p - 1) ** 2).sum()
    chance = (cells - 1) * (members.sum() - chosen.sum()) / (members.sum() - 1) / chosen.sum()
    return found, chance


def importances(parameters, values, best, region):
    ranks = scipy.stats.rankdata(values, method="ordinal")
    members, chosen = ranks <= round(region * TRIALS), ranks <= round(best * TRIALS)
    cells = max(2, min(20, chosen.sum() // 5))
    found = [divergence(parameter, members, chosen, cells) for parameter in parameters.T]
    left = numpy.array([max(0, a - b) for a, b in found])
    for (a, b), share in zip(found, left / left.sum()):
        print(f"    {float(a)!r}, {float(b)!r}, {float(share)!r}")


x = numpy.random.RandomState(7).rand(TRIALS, 4)
values = x[:, 0] + 3 * x[:, 1] + x[:, 1] * x[:, 2]
print("divergence, chance, share of x0 + 3 x1 + x1 x2, with x3 in vain")
for best, region in [(0.1, 1), (0.01, 0.1)]:
    print(f"  best {best} of {region}")
    importances(x, values, best, region)

print("spearman, kendall of x0 and x0 + x1")
print("   ", scipy.stats.spearmanr(x[:, 0], x[:, 0] + x[:, 1])[0], scipy.stats.kendalltau(x[:, 0], x[:, 0] + x[:, 1])[0])
print("spearman, kendall of floor(5 x0) and floor(4 x0 + 3 x1), many ties")
a, b = numpy.floor(5 * x[:, 0]), numpy.floor(4 * x[:, 0] + 3 * x[:, 1])
print("   ", scipy.stats.spearmanr(a, b)[0], scipy.stats.kendalltau(a, b)[0])
