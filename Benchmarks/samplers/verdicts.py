"""What issue 14 asks for, against what was measured."""

from harness.tables import table
from samplers.curves import TABLE
from samplers.plan import GENERATIONS, INDEPENDENT, SMOOTH

# The most that the best of Settle's samplers may have on the paper's network
# after 25, 50, 100 and 200 sequential trials.
ASKED = {25: 0.0064, 50: 0.0062, 100: 0.0061, 200: 0.00605}


def lines(found):
    return "\n\n".join(
        [
            "On the paper's network, the best of Settle's samplers by median "
            "against the best of Optuna's that were measured. The last column "
            "names those of Optuna's that were not: a verdict says nothing of "
            "them.",
            table(HEADER, paper(found)),
            "On the other problems. *Within*: no worse than the upper quartile "
            "of Optuna's best. Only samplers that learn are compared.",
            table(HEADER, others(found)),
        ]
    )


HEADER = [
    *("problem", "generation", "trials", "Settle's best", "Optuna's best"),
    *("asked", "verdict", "not measured"),
]


def paper(found):
    rows = []
    for generation in GENERATIONS:
        for count in TABLE:
            pair = leaders(found["paper", generation], count)
            if not pair:
                continue
            ours, theirs = (one.best[count].median for one in pair)
            asked = ASKED.get(count) if generation == 1 else None
            verdict = "better" if ours < theirs else "worse"
            if asked is not None:
                verdict += ", met" if ours <= asked else ", not met"
            rows.append(
                ["paper", generation, count, *names(pair, count)]
                + [asked or "", verdict]
                + [missing("paper", found["paper", generation], count)]
            )
    return rows


def others(found):
    rows = []
    for problem in ("four", *SMOOTH, "mixed"):
        for generation in GENERATIONS:
            for count in TABLE:
                pair = leaders(found[problem, generation], count)
                if not pair:
                    continue
                ours, theirs = (one.best[count] for one in pair)
                verdict = (
                    "better"
                    if ours.median <= theirs.median
                    else "within"
                    if ours.median <= theirs.high
                    else "**worse**"
                )
                rows.append(
                    [problem, generation, count, *names(pair, count)]
                    + ["", verdict]
                    + [missing(problem, found[problem, generation], count)]
                )
    return rows


def leaders(results, count):
    """Each library's learning sampler with the lowest median; None where one
    library has none."""
    best = []
    for library in ("Settle", "Optuna"):
        own = [
            one
            for one in results
            if one.library == library
            and count in one.best
            and one.sampler not in INDEPENDENT
        ]
        if not own:
            return None
        best.append(min(own, key=lambda one: one.best[count].median))
    return best


def names(pair, count):
    return [
        f"{one.sampler} {one.best[count].median:.4g}"
        f" ({one.best[count].seeds} seeds)"
        for one in pair
    ]


def missing(problem, results, count):
    """Optuna's kinds of samplers without a result; its CMA-ES draws categories
    at random."""
    kinds = ("tpe", "gp") if problem == "mixed" else ("tpe", "cmaes", "gp")
    there = {
        one.sampler.split("-")[0]
        for one in results
        if one.library == "Optuna" and count in one.best
    }
    return ", ".join(kind for kind in kinds if kind not in there)
