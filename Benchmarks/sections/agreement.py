"""Whether the peers compute what the engine computes, before any is timed."""

import json

from harness import places
from sections import subjects

# Trial 4333 of the paper's search, the schedule that the paper prints.
WINNER = [0.843, 0.0923, 0.832, 0.584]
WINNER_ERROR = 0.00159873


def winner_error(peers):
    """The NumPy loop's meanError of the paper's winner, all 10,000 steps."""
    answer = peers.loop.ask(
        layers=subjects.PAPER, candidates=[WINNER], steps=10_000
    )
    return answer["meanErrors"][0]


def checks(peers, loop_error):
    """[(what is so, whether)]"""
    return _convergence(peers, loop_error) + _training(peers)


def _training(peers):
    """Both trainers in float64 against the first updates of another one's."""
    found = []
    for experiment, oracle in json.loads(
        places.TRAINING_ORACLE.read_text()
    ).items():
        if experiment == "about":
            continue
        dynamics = experiment.split()[0]
        oracle = {int(updates): wanted for updates, wanted in oracle.items()}
        request = dict(
            dynamics=dynamics, precision="float64", data=str(places.DIGITS)
        )
        trainers = {
            "NumPy training loop": (peers.training, dict(atOnce=False)),
            "the training engine": (peers.engine, dict(threads=2)),
        }
        if dynamics == "binary":
            trainers["NumPy training loop, input at once"] = (
                peers.training,
                dict(atOnce=True),
            )
        for name, (worker, options) in trainers.items():
            found.append(
                (
                    f"{name}, {dynamics}: weights and biases after 1 to "
                    f"{max(oracle)} updates in float64 are training.json's "
                    "to 1e-9",
                    _learns(worker, oracle, **request, **options),
                )
            )
    return found


def _learns(worker, oracle, **request):
    """A network that has not been trained yet, against the oracle's."""
    made = 0
    for updates, wanted in sorted(oracle.items()):
        worker.ask(method="train", count=updates - made, **request)
        made = updates
        numbers = worker.ask(method="numbers", count=0, **request)
        if numbers["updates"] != updates or not all(
            _close(numbers[name], wanted[name])
            for name in numbers
            if name != "updates"
        ):
            return False
    return True


def _close(value, wanted):
    if isinstance(wanted, list):
        return len(value) == len(wanted) and all(map(_close, value, wanted))
    return abs(value - wanted) <= 1e-9 * abs(wanted) + 1e-12


def _convergence(peers, loop_error):
    """All others against the loop, and the loop against the paper's winner."""
    request = dict(layers=subjects.PAPER, batch=4, steps=300)
    loop = peers.loop.ask(**request)["meanErrors"]
    ours = dict(request, threads=1, drive="unshared")
    others = {
        "NumPy lockstep": peers.lockstep.ask(**request),
        "the engine": peers.engine.ask(method="lockstep", **ours),
        "the plain reference": peers.engine.ask(method="plain", **ours),
    }
    found = [
        (
            f"NumPy loop: trial 4333 has meanError {WINNER_ERROR}",
            abs(loop_error - WINNER_ERROR) < 5e-9,
        )
    ]
    for name, answer in others.items():
        found.append(
            (
                f"{name}: mean errors of 4 trials over 300 steps are the "
                "NumPy loop's to 1e-9",
                all(
                    abs(mine / theirs - 1) < 1e-9
                    for mine, theirs in zip(answer["meanErrors"], loop)
                ),
            )
        )
    return found
