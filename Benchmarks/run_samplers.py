"""Samplers against each other; see README.md. Use `make bench-samplers`."""

import os
import sys

from harness.workers import SINGLE_THREADED

os.environ |= SINGLE_THREADED  # before NumPy and torch are imported

from harness import places  # noqa: E402
from samplers import searches  # noqa: E402
from samplers.arena import Arena  # noqa: E402
from samplers.ledger import Ledger  # noqa: E402
from samplers.plan import PROBLEMS  # noqa: E402

FOLDER = places.ROOT / "results" / "samplers"


def main(parts):
    ledger = Ledger(FOLDER / "measurements.jsonl")
    problems = [name for name in PROBLEMS if name in parts] or PROBLEMS
    arena = Arena()
    if not parts or "optuna" in parts:
        searches.optuna_half(arena, ledger, problems)
    arena.close()


if __name__ == "__main__":
    main(sys.argv[1:])
