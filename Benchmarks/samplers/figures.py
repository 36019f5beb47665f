"""The figures: best value against trials, a figure for each problem."""

from samplers.plan import GENERATIONS, INDEPENDENT, PROBLEMS
from samplers.report import MODES

# Optuna's variants of its TPE and GP are in the tables.
DRAWN = ("gp", "gp-log", "cmaes", "tpe", "sobol", "random")
COLOURS = {"gp": 0, "gp-log": 0, "cmaes": 1, "tpe": 2, "sobol": 3, "random": 4}
FIRST = 10


def write(arena, found, problems, folder):
    for name in PROBLEMS:
        problem = problems[name]
        panels = [
            panel(found[name, generation], MODES[generation], name)
            for generation in GENERATIONS
        ]
        panels = [one for one in panels if one["series"]]
        if panels:
            answer = arena.ask(
                method="draw",
                title=problem["title"][:1].upper() + problem["title"][1:],
                panels=panels,
                notes=["Lines: medians over seeds. Bands: quartiles."],
            )
            (folder / f"{name}.svg").write_text(answer["svg"])


def panel(results, mode, problem):
    names = {one.sampler for one in results if one.library == "Optuna"}
    drawn = [one for one in results if one.sampler in DRAWN]
    if problem in ("paper", "four") and "gp-log" in names:
        # Of the two, the better one there.
        drawn = [
            one
            for one in drawn
            if (one.library, one.sampler) != ("Optuna", "gp")
        ]
    adaptive = [one for one in drawn if one.sampler not in INDEPENDENT]
    measure = "mean error" if problem in ("paper", "four") else "distance"
    return {
        "title": f"{mode}: best {measure}",
        "series": [series(one) for one in drawn] if adaptive else [],
    }


def series(result):
    points = {
        count: quartiles
        for count, quartiles in result.best.items()
        if count >= FIRST and quartiles.high < float("inf")
    }
    return {
        "label": f"{result.library} {SHORT[result.sampler]}",
        "colour": COLOURS[result.sampler],
        "isDashed": result.library == "Optuna",
        "hasBand": result.sampler not in INDEPENDENT,
        "trials": list(points),
        "low": [one.low for one in points.values()],
        "median": [one.median for one in points.values()],
        "high": [one.high for one in points.values()],
    }


SHORT = {
    "gp": "GP",
    "gp-log": "GP (told the logarithm)",
    "cmaes": "CMA-ES",
    "tpe": "TPE",
    "sobol": "Sobol",
    "random": "random",
}

