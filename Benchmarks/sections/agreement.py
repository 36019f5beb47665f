"""Whether the peers compute what the engine computes, before any is timed."""

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
