"""Makes the searches that the ledger does not have."""

import time

from harness.measurements import say
from samplers import lockstep, versions
from samplers.curves import counts_to, rounded
from samplers.peers import VERSION
from samplers.plan import optuna_cells, settle_cells


def optuna_half(arena, ledger, problems):
    for cell in optuna_cells():
        if cell.problem in problems:
            _measure(
                ledger, VERSION, cell, lambda *of: lockstep.search(arena, *of)
            )


def settle_half(arena, ledger, problems):
    for cell in settle_cells():
        if cell.problem in problems:
            who = versions.settle(cell.sampler)
            _measure(ledger, who, cell, lambda *of: _settle(arena, *of))


def _settle(arena, sampler, problem, generation, seeds, trials):
    """By seed, the fields of a ledger's line."""
    counts = counts_to(trials)
    answer = arena.ask(
        method="search",
        sampler=sampler,
        problem=problem,
        generation=generation,
        lag=0,
        seeds=seeds,
        trials=trials,
        counts=counts,
    )
    return [
        {
            "trials": trials,
            "best": dict(zip(counts, map(rounded, best))),
            "ask": dict(zip(counts, map(rounded, times))),
        }
        for best, times in zip(answer["best"], answer["askMilliseconds"])
    ]


def _measure(ledger, who, cell, search):
    key = {
        "kind": "search",
        "who": who,
        "sampler": cell.sampler,
        "problem": cell.problem,
        "generation": cell.generation,
        "lag": 0,
    }
    ledger.refresh()
    missing = [
        seed
        for seed in cell.seeds
        if not ledger.find(cell.trials, **key, seed=seed)
    ]
    if not missing:
        return
    start, used = time.monotonic(), time.process_time()
    found = search(
        cell.sampler, cell.problem, cell.generation, missing, cell.trials
    )
    for seed, fields in zip(missing, found):
        ledger.add(**key, seed=seed, **fields)
    say(
        f"{who}: {cell.sampler} on {cell.problem}, generations of "
        f"{cell.generation}, {len(missing)} seeds of {cell.trials} trials: "
        f"{time.monotonic() - start:.0f} s, of which Python's processor "
        f"{time.process_time() - used:.0f}"
    )
