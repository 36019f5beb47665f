"""The engine by the rule of its dynamics (docs/dynamics.md)."""

from harness.tables import spread, table
from sections import subjects

RULES = (
    "paper",
    "aligned",
    "layers",
    "tracking",
    "switching",
    "clock",
    "all",
    "near4148",
)
SWITCHING = ("switching", "all", "near4148")


def run(peers, log, quick):
    steps = 250 if quick else 500
    # An input that switches stays for 500 steps, and the first is like one
    # that does not.
    names = {
        rule: subjects.engine(
            peers, 4 * steps if rule in SWITCHING else steps, dynamics=rule
        )
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
        "with that decoder; `tracking` the tracking encoder and `clock` the "
        "surprise clock, both with that decoder; `switching` an input for 500 "
        "steps each; `all` these three together, and `near4148` the same with "
        "schedules within some ten per cent of 0.933/t^0.0752, "
        "0.929/t^0.759.\n\n"
        + table(
            ["rule", "time", "lowest to highest", "ratio", "lowest to highest"],
            rows,
        )
    )
