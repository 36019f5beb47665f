"""The kernels' phases, and their share of the bound."""

import statistics

from harness.measurements import say
from harness.tables import number, table
from sections import subjects

PHASES = ("input", "drive", "hidden", "output", "all")

# The fewest cycles a trial-step that the processor's ports allow, counted by
# hand (README.md). A kernels program that prints "bounds" knows better.
BOUNDS = {"drive": 32 * 16 * 8.5, "hidden": 32 * 32}
BOUNDED = {
    "drive": "input drive",
    "hidden": "hidden layer's update",
    "output": "output layer's sums and update",
}


def run(log, quick):
    """(precision, batch, trains) to its phases' medians."""
    rounds = 3 if quick else 5
    batches = (128,) if quick else (1, 16, 64, 128, 256, 1024)
    cases = [
        (precision, batch, trains)
        for precision in ("float64",)
        for batch in batches
        for trains in sorted({batch, 1}, reverse=True)
    ]
    answers = {case: [] for case in cases}
    for turn in range(1, rounds + 1):
        say(f"kernels: round {turn} of {rounds}")
        for case in cases:
            answer = subjects.kernels(*case, seconds=0.1 if quick else 0.2)
            answers[case].append(answer)
            for phase in PHASES:
                log.add(
                    "kernels",
                    f"{_name(case)}, {phase}",
                    turn,
                    answer[phase] * 1e-6,
                    1,
                )
    return {
        case: {
            key: statistics.median(one[key] for one in taken)
            for key in (*PHASES, "gigahertz")
        }
        | {
            "level": taken[0]["level"],
            "bounds": taken[0].get("bounds", BOUNDS),
        }
        for case, taken in answers.items()
    }


def _name(case):
    precision, batch, trains = case
    return f"{precision}, batch {batch}, {trains} input trains"


def report(result):
    rows = [
        [*case, *(number(phases[phase]) for phase in PHASES)]
        for case, phases in result.items()
    ]
    level = next(iter(result.values()))["level"]
    parts = [
        "## Kernels (500-500-10, one thread)\n\n"
        f"Microseconds a trial-step, medians; dispatch level {level}. "
        "`hidden` and `output` are sums over the other layer's bits and the update.",
        table(["precision", "batch", "input trains", *PHASES], rows),
    ]
    if level == "x86-64-v4":
        parts.append(_bounds(result))
    return "\n\n".join(parts)


def _bounds(result):
    phases = result[("float64", 128, 128)]
    rows = []
    for phase, line in BOUNDED.items():
        if phase not in phases["bounds"]:
            continue
        bound = phases["bounds"][phase]
        cycles = phases[phase] * 1e3 * phases["gigahertz"]
        rows.append(
            [line, f"{bound:,.0f}", f"{cycles:,.0f}", f"{bound / cycles:.0%}"]
        )
    return (
        f"Cycles a trial-step in float64 at batch 128, nothing shared "
        f"({phases['gigahertz']:.2f} GHz measured by a chain of additions):"
        "\n\n"
        + table(["", "bound", "measured", "share of the bound"], rows)
    )
