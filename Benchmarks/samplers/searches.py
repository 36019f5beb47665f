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
            _measure(ledger, VERSION, cell, lockstep.search, arena)


def settle_half(arena, ledger, problems):
    for cell in settle_cells():
        if cell.problem in problems:
            settle_cell(arena, ledger, cell)


def settle_cell(arena, ledger, cell):
    _measure(ledger, versions.settle(cell.sampler), cell, _settle, arena)


def _settle(arena, cell, seeds):
    """By seed, the fields of a ledger's line."""
    counts = counts_to(cell.trials)
    answer = arena.ask(
        method="search",
        sampler=cell.sampler,
        problem=cell.problem,
        generation=cell.generation,
        lag=cell.lag,
        seeds=seeds,
        trials=cell.trials,
        counts=counts,
    )
    return [
        {
            "trials": cell.trials,
            "best": dict(zip(counts, map(rounded, best))),
            "ask": dict(zip(counts, map(rounded, times))),
        }
        for best, times in zip(answer["best"], answer["askMilliseconds"])
    ]


def _measure(ledger, who, cell, search, arena):
    key = {
        "kind": "search",
        "who": who,
        "sampler": cell.sampler,
        "problem": cell.problem,
        "generation": cell.generation,
        "lag": cell.lag,
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
    for seed, fields in zip(missing, search(arena, cell, missing)):
        ledger.add(**key, seed=seed, **fields)
    say(
        f"{who}: {cell.sampler} on {cell.problem}, generations of "
        f"{cell.generation}, {len(missing)} seeds of {cell.trials} trials: "
        f"{time.monotonic() - start:.0f} s, of which Python's processor "
        f"{time.process_time() - used:.0f}"
    )
