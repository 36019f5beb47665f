"""Samplers against each other; see README.md. Use `make bench-samplers`."""

import os
import sys

from harness.workers import SINGLE_THREADED

os.environ |= SINGLE_THREADED  # before NumPy and torch are imported

from harness import machine, places  # noqa: E402
from harness.measurements import say  # noqa: E402
from samplers import asking, figures, report, runs, searches  # noqa: E402
from samplers.arena import Arena  # noqa: E402
from samplers.ledger import Ledger  # noqa: E402
from samplers.peers import VERSION  # noqa: E402
from samplers.plan import PROBLEMS  # noqa: E402
from samplers.summary import everything  # noqa: E402

FOLDER = places.ROOT / "results" / "samplers"
PARTS = ("settle", "optuna", "asking", "sizes", "report")


def main(asked):
    """asked: parts and problems; none for all."""
    ledger = Ledger(FOLDER / "measurements.jsonl")
    problems = [name for name in PROBLEMS if name in asked] or PROBLEMS
    parts = [name for name in PARTS if name in asked] or PARTS
    arena = Arena()
    if "settle" in parts:
        searches.settle_half(arena, ledger, problems)
    if "sizes" in parts:
        runs.run(arena, ledger)
    if "optuna" in parts:
        searches.optuna_half(arena, ledger, problems)
    if "asking" in parts:
        asking.run(arena, ledger)
    if "report" in parts:
        write(arena, ledger)
    arena.close()


def write(arena, ledger):
    found = everything(ledger, PROBLEMS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    page = report.page(found, arena.problems, ledger, facts())
    (FOLDER / "README.md").write_text(page)
    report.write_csv(found, FOLDER / "summary.csv")
    figures.write(arena, found, arena.problems, FOLDER)
    print(page)
    say(f"written to {FOLDER.relative_to(places.ROOT)}")


def facts():
    return [
        ("command", "`make bench-samplers`"),
        ("processor", f"{machine.processor()}, {os.cpu_count()} cores"),
        ("Optuna", VERSION.split()[1]),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
