"""Which searches are made: each cell is a sampler on a problem in a mode."""

import dataclasses

SEEDS = tuple(range(2001, 2021))
SMOOTH = ("branin", "hartmann6", "ackley10", "rosenbrock5")
PROBLEMS = ("paper", "four", *SMOOTH, "mixed")
GENERATIONS = (1, 8, 32)
# They learn nothing, so that every mode gives the same trials.
INDEPENDENT = ("sobol", "random")


@dataclasses.dataclass(frozen=True)
class Cell:
    sampler: str
    problem: str
    generation: int
    trials: int = 500
    seeds: tuple = SEEDS


def optuna_cells():
    """The most wanted first. A trial of Optuna's GP takes 0.1 s to ask, one of
    the problem `four` 0.1 s to evaluate: these have fewer seeds and trials."""
    ten = SEEDS[:10]
    cells = [
        *(Cell(name, "paper", 1) for name in ("tpe", "cmaes", "random")),
        Cell("gp-log", "paper", 1, 200),
        *(Cell(name, "paper", 8) for name in ("tpe", "cmaes")),
        Cell("gp-log", "paper", 8, 200, ten),
    ]
    for name in SMOOTH:
        cells += [
            Cell(peer, name, 1) for peer in ("tpe", "cmaes", *INDEPENDENT)
        ]
        cells += [Cell(peer, name, 8) for peer in ("tpe", "cmaes")]
    for peer in ("tpe", "tpe-group"):
        cells += [Cell(peer, "mixed", 1), Cell(peer, "mixed", 8)]
    cells += [
        *(Cell("tpe-independent", "mixed", 1), Cell("random", "mixed", 1)),
        *(Cell(peer, "four", 1, 100, ten) for peer in ("tpe", "cmaes")),
        *(Cell("gp", name, 1, 100, ten) for name in SMOOTH),
        *(Cell("gp-log", "four", 1, 100, ten), Cell("random", "four", 1, 100, ten)),
        *(Cell(peer, "paper", 32) for peer in ("tpe", "cmaes")),
        *(Cell("sobol", "paper", 1), Cell("tpe-independent", "paper", 1)),
        Cell("gp", "paper", 1, 100, ten),
        *(Cell(peer, "four", 8, 100, ten) for peer in ("tpe", "cmaes")),
        *(Cell("gp", name, 8, 100, ten) for name in SMOOTH),
        Cell("gp-log", "paper", 32, 200, ten),
    ]
    for name in SMOOTH:
        cells += [Cell(peer, name, 32) for peer in ("tpe", "cmaes")]
    cells += [Cell("tpe", "mixed", 32), Cell("tpe-group", "mixed", 32)]
    return cells + [Cell("gp", "mixed", 1, 100, SEEDS[:5])]
