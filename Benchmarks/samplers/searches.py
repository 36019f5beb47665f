"""Makes the searches that the ledger does not have."""

import time

from harness.measurements import say
from samplers import lockstep
from samplers.peers import VERSION
from samplers.plan import optuna_cells


def optuna_half(arena, ledger, problems):
    for cell in optuna_cells():
        if cell.problem not in problems:
            continue
        _measure(
            ledger,
            VERSION,
            cell,
            lambda seeds: lockstep.search(
                arena,
                cell.sampler,
                cell.problem,
                cell.generation,
                seeds,
                cell.trials,
            ),
        )


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
    for seed, fields in zip(missing, search(missing)):
        ledger.add(**key, seed=seed, **fields)
    say(
        f"{who}: {cell.sampler} on {cell.problem}, generations of "
        f"{cell.generation}, {len(missing)} seeds of {cell.trials} trials: "
        f"{time.monotonic() - start:.0f} s, of which Python's processor "
        f"{time.process_time() - used:.0f}"
    )
