"""The engine by the rule of its dynamics (docs/dynamics.md)."""

from harness.tables import spread, table
from sections import subjects

RULES = ("paper", "aligned", "layers")


def run(peers, log, quick):
    names = {
        rule: subjects.engine(peers, 250 if quick else 500, dynamics=rule)
        for rule in RULES
    }
    return log.take_turns("dynamics", names, rounds=3 if quick else 7)


def report(series):
    rows = []
    for rule in RULES:
        ratio = series[rule].times_slower_than(series["paper"])
        rows.append(
            [rule, *spread(series[rule].microseconds), *spread(ratio)]
        )
    return (
        "## Engine by dynamics (500-500-10, batch 128, unshared)\n\n"
        "Microseconds a trial-step on one thread, and times the paper's. "
        "`aligned` is the aligned decoder, `layers` a schedule for each layer "
        "with that decoder.\n\n"
        + table(
            ["rule", "time", "lowest to highest", "ratio", "lowest to highest"],
            rows,
        )
    )
