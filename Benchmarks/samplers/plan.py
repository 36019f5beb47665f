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
    lag: int = 0


def optuna_cells():
    """The most wanted first.

    A trial of Optuna's GP takes 0.1 s to ask, one of the problem `four` 0.1 s
    to evaluate, and one of Optuna's TPE in the mixed space up to 0.02 s to
    ask: these have fewer seeds or trials. So have generations.
    """
    ten, five = SEEDS[:10], SEEDS[:5]
    cells = [Cell("tpe", "paper", 1), Cell("cmaes", "paper", 1)]
    for generation in (8, 32):
        cells += [
            Cell(name, "paper", generation, 200, ten)
            for name in ("tpe", "cmaes")
        ]
    cells.append(Cell("gp-log", "paper", 1, 200))
    for name in SMOOTH:
        cells += [Cell("tpe", name, 1), Cell("cmaes", name, 1)]
        cells += [Cell(peer, name, 1) for peer in INDEPENDENT]
        cells += [
            Cell(peer, name, generation, 200, ten)
            for generation in (8, 32)
            for peer in ("tpe", "cmaes")
        ]
    for peer in ("tpe", "tpe-group"):
        cells += [
            Cell(peer, "mixed", 1, 200),
            Cell(peer, "mixed", 8, 200, ten),
            Cell(peer, "mixed", 32, 200, ten),
        ]
    cells += [Cell("tpe-independent", "mixed", 1, 200, ten)]
    cells += [Cell("random", "mixed", 1)]
    cells += [Cell(peer, "four", 1, 100, ten) for peer in ("tpe", "cmaes")]
    cells += [Cell("gp", name, 1, 100, ten) for name in SMOOTH]
    cells += [
        *(Cell(peer, "paper", 1, 200) for peer in INDEPENDENT),
        *(Cell("gp-log", "paper", size, 100, ten) for size in (8, 32)),
        Cell("gp-log", "four", 1, 100, ten),
        Cell("random", "four", 1, 100, ten),
        Cell("tpe-independent", "paper", 1, 200, ten),
        Cell("gp", "paper", 1, 100, ten),
        Cell("gp", "mixed", 1, 100, five),
    ]
    for generation in (8, 32):
        cells += [Cell("gp", name, generation, 100, five) for name in SMOOTH]
        cells += [
            Cell(peer, "four", generation, 100, ten)
            for peer in ("tpe", "cmaes")
        ]
    return cells


def settle_cells():
    ten = SEEDS[:10]
    cells = [Cell(name, "paper", 1) for name in ("gp", "cmaes", "tpe")]
    for name in SMOOTH:
        cells.append(Cell("gp", name, 1, 200))
        cells += [Cell("cmaes", name, 1), Cell("tpe", name, 1)]
    cells.append(Cell("tpe", "mixed", 1))
    for generation in (8, 32):
        cells += [
            Cell(name, "paper", generation, 200)
            for name in ("gp", "cmaes", "tpe")
        ]
        for name in SMOOTH:
            cells.append(Cell("gp", name, generation, 100, ten))
            cells += [
                Cell("cmaes", name, generation),
                Cell("tpe", name, generation, 200),
            ]
        cells.append(Cell("tpe", "mixed", generation))
    cells += [
        Cell(name, "four", generation, 100, ten)
        for generation in (1, 8, 32)
        for name in ("gp", "cmaes", "tpe")
    ]
    cells += [Cell("sobol", name, 1) for name in (*SMOOTH, "mixed")]
    return [*cells, Cell("sobol", "paper", 1, 200)]
