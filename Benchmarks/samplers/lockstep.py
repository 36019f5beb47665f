"""Searches of several seeds with Optuna, in lockstep: all ask, then all
points are evaluated together."""

import statistics
import time

import optuna

from samplers.curves import BestSoFar, counts_to, rounded
from samplers.peers import PEERS, Space


def search(arena, cell, seeds):
    """By seed, the fields of a ledger's line."""
    peer, space = PEERS[cell.sampler], Space(arena.problems[cell.problem])
    generation, trials = cell.generation, cell.trials
    studies = [optuna.create_study(sampler=peer.make(seed)) for seed in seeds]
    best = [BestSoFar() for _ in seeds]
    times = [[] for _ in seeds]
    for _ in range(-(-trials // generation)):
        asked = []
        for study, taken in zip(studies, times):
            start = time.process_time()
            # A whole generation is asked before any of it is told.
            own = [study.ask() for _ in range(generation)]
            asked.append([(trial, space.suggest(trial)) for trial in own])
            taken.append((time.process_time() - start) / generation)
        points = [point for own in asked for _, point in own]
        values, truths = arena.evaluate(cell.problem, points)
        scores = iter(zip(values, truths))
        for study, own, seen in zip(studies, asked, best):
            for trial, _ in own:
                value, truth = next(scores)
                tell(study, trial, value, peer)
                seen.add(value, truth)
    counts = counts_to(trials)
    return [
        {
            "trials": trials,
            "best": {n: rounded(seen.truths[n - 1]) for n in counts},
            "ask": {n: _window(taken, n, generation) for n in counts},
        }
        for seen, taken in zip(best, times)
    ]


def tell(study, trial, value, peer):
    if value is None:
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
    else:
        study.tell(trial, peer.told(value))


def _window(times, count, generation):
    """Milliseconds: the median of the last fifth before the count."""
    end = min(-(-count // generation), len(times))
    return rounded(statistics.median(times[end * 4 // 5 : end]) * 1e3)
