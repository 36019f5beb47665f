"""Quality and wall time of real runs, by the size of a generation."""

from harness import machine
from harness.measurements import say
from samplers import searches, versions
from samplers.curves import rounded
from samplers.plan import SEEDS, Cell

SIZES = (1, 2, 4, 8, 16, 32, 64, 128)
LAGS = (0, 1)
TRIALS = 200
COUNTS = (50, 100, 200)
QUALITY_SEEDS = SEEDS[:10]
# The seeds whose runs are timed. The values of a run do not depend on how it is
# made: all seeds are also searched in lockstep, which is faster.
TIMED = 3
THREADS = 2


def run(arena, ledger):
    for size in SIZES:
        for lag in LAGS:
            cell = Cell("gp", "paper", size, TRIALS, QUALITY_SEEDS, lag)
            searches.settle_cell(arena, ledger, cell)
    # Apart from the searches, and one size after the other: a machine whose
    # speed drifts slows all sizes.
    for seed in SEEDS[:TIMED]:
        for size in SIZES:
            for lag in LAGS:
                _time(arena, ledger, size, lag, seed)


def _time(arena, ledger, size, lag, seed):
    mode = {
        "sampler": "gp",
        "problem": "paper",
        "generation": size,
        "lag": lag,
        "seed": seed,
    }
    key = {
        "kind": "run",
        "who": versions.settle("gp"),
        "machine": machine.processor(),
        **mode,
    }
    if ledger.find(TRIALS, **key):
        return
    say(f"a run: generations of {size}, lag {lag}, seed {seed}")
    answer = arena.ask(
        method="run", trials=TRIALS, threads=THREADS, counts=COUNTS, **mode
    )
    ledger.add(
        **key,
        trials=TRIALS,
        seconds=rounded(answer["seconds"]),
        processorSeconds=rounded(answer["processorSeconds"]),
        best=dict(zip(COUNTS, map(rounded, answer["best"]))),
    )
