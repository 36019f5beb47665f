#!/usr/bin/env python3
"""How well each error of the convergence experiment ranks schedules by their test error: Spearman's rank correlation, with a 90%
interval from 10,000 resamplings of the schedules.

    Scripts/rank_correlations.py train.csv 'error at step 20=at-20.csv' 'mean error=mean-10000.csv' ...

train.csv is what `settle train -f csv` prints, the others what `settle evaluate -f csv` prints for the same schedules. The test
error of a schedule is the mean over its seeds. Needs nothing but Python.
"""
import csv
import random
import statistics
import sys

RESAMPLINGS = 10_000


def by_schedule(path, column):
    """The values of a column, by epsilon and lambda."""
    values = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if row[column]:
                values.setdefault((row["epsilon"], row["lambda"]), []).append(float(row[column]))
    return values


def ranks(values):
    """From 0; equal values share the mean of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = (start + end - 1) / 2
        start = end
    return found


def spearman(first, second):
    return statistics.correlation(ranks(first), ranks(second))


def interval(first, second):
    """The 5th and the 95th percentile."""
    generator = random.Random(1)
    found = []
    while len(found) < RESAMPLINGS:
        drawn = generator.choices(range(len(first)), k=len(first))
        a, b = [first[i] for i in drawn], [second[i] for i in drawn]
        if len(set(a)) > 1 and len(set(b)) > 1:
            found.append(spearman(a, b))
    found.sort()
    return found[RESAMPLINGS // 20], found[-RESAMPLINGS // 20]


def main(trained, *objectives):
    tests = {key: statistics.mean(values) for key, values in by_schedule(trained, "testError").items()}
    print("| objective | schedules | rank correlation | 90% interval |")
    print("|---|---:|---:|---:|")
    for objective in objectives:
        name, path = objective.rsplit("=", 1)
        errors = {key: values[0] for key, values in by_schedule(path, "error").items()}
        shared = sorted(tests.keys() & errors.keys())
        pair = [errors[key] for key in shared], [tests[key] for key in shared]
        low, high = interval(*pair)
        print(f"| {name} | {len(shared)} | {spearman(*pair):.2f} | {low:.2f} to {high:.2f} |")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
