"""Quality and wall time of real runs, by the size of a generation."""

from harness import machine
from harness.measurements import say
from samplers import versions
from samplers.curves import rounded

SIZES = (1, 2, 4, 8, 16, 32, 64, 128)
LAGS = (0, 1)
TRIALS = 200
COUNTS = (50, 100, 200)
SEEDS = tuple(range(2001, 2021))
# The runs whose wall time is measured; the values of a run do not depend on
# how it is made, so the other seeds are searched in lockstep.
TIMED = 2
THREADS = 2


def run(arena, ledger):
    who = versions.settle("gp")
    for size in SIZES:
        for lag in LAGS:
            key = {
                "who": who,
                "sampler": "gp",
                "problem": "paper",
                "generation": size,
                "lag": lag,
            }
            _search(arena, ledger, key)
            for seed in SEEDS[:TIMED]:
                _time(arena, ledger, key | {"seed": seed})


def _search(arena, ledger, key):
    key = {"kind": "generation"} | key
    missing = [
        seed for seed in SEEDS if not ledger.find(TRIALS, **key, seed=seed)
    ]
    if not missing:
        return
    say(f"generations of {key['generation']}, lag {key['lag']}: quality")
    answer = arena.ask(
        method="search",
        seeds=missing,
        trials=TRIALS,
        counts=COUNTS,
        **{name: key[name] for name in PARTS},
    )
    for seed, best in zip(missing, answer["best"]):
        ledger.add(
            **key,
            seed=seed,
            trials=TRIALS,
            best=dict(zip(COUNTS, map(rounded, best))),
        )


PARTS = ("sampler", "problem", "generation", "lag")


def _time(arena, ledger, key):
    key = {"kind": "run", "machine": machine.processor()} | key
    if ledger.find(TRIALS, **key):
        return
    say(f"generations of {key['generation']}, lag {key['lag']}: a run")
    answer = arena.ask(
        method="run",
        seed=key["seed"],
        trials=TRIALS,
        threads=THREADS,
        counts=COUNTS,
        **{name: key[name] for name in PARTS},
    )
    ledger.add(
        **key,
        trials=TRIALS,
        seconds=rounded(answer["seconds"]),
        best=dict(zip(COUNTS, map(rounded, answer["best"]))),
    )
