"""The tables, as Markdown and CSV."""

import csv
import statistics

from harness.tables import number, table
from samplers import runs, verdicts, versions
from samplers.asking import HISTORIES
from samplers.curves import TABLE
from samplers.peers import PEERS, VERSION
from samplers.plan import GENERATIONS, INDEPENDENT, PROBLEMS
from samplers.summary import SETTLE_TITLES, Quartiles

MODES = {1: "Sequential", 8: "Generations of 8", 32: "Generations of 32"}


def page(found, problems, ledger, facts):
    rows = "\n".join(f"- {name}: {value}" for name, value in facts)
    parts = ["# Samplers", rows, INTRODUCTION]
    parts += ["## Asked and measured", verdicts.lines(found)]
    for name in PROBLEMS:
        title = problems[name]["title"]
        parts += [
            f"## {title[:1].upper() + title[1:]}",
            f"![best value against trials]({name}.svg)",
        ]
        for generation in GENERATIONS:
            results = found[name, generation]
            if any(one.sampler not in INDEPENDENT for one in results):
                parts += [f"### {MODES[generation]}", searches(results)]
    parts += ["## Time to ask a trial", ASKING, asking(ledger)]
    parts += ["## Size of a generation", SIZES, sizes(ledger)]
    return "\n\n".join(parts) + "\n"


INTRODUCTION = (
    "Each number is the median over seeds of the best value so far, with the "
    "quartiles; of a test function, the distance to its lowest value; with "
    "noise, the noiseless value of the trial that looks best. The same program "
    "evaluates the trials of all samplers. A generation is asked as a "
    "whole before any of it is told (lag 0). Sobol and random samplers learn "
    "nothing, and have one row for all modes. What each line is: "
    "`Benchmarks/README.md`."
)
ASKING = (
    "Milliseconds of processor time a trial, after a history of random points "
    "in four dimensions (a bowl): the mean, and in brackets the median, of "
    "trials that are asked and told one after another (60; of Optuna's GP 20 after "
    "200 trials and 4 after 1,000). A mean contains the fits of a Gaussian "
    "process, a median does not."
)
SIZES = (
    "Settle's GP on the paper's network: the median of the best value x 1e5 "
    f"after {', '.join(map(str, runs.COUNTS))} trials over "
    f"{len(runs.QUALITY_SEEDS)} seeds, and the wall time and the processor time in seconds "
    f"of a run of {runs.TRIALS} trials on {runs.THREADS} threads in memory "
    f"(median of {runs.TIMED})."
)


def searches(results):
    rows = [
        [one.title, *(cell(one.best.get(count)) for count in TABLE)]
        + [seeds(one.best)]
        for one in results
    ]
    return table(["sampler", *map(str, TABLE), "seeds"], rows)


def seeds(best):
    kinds = sorted({best[count].seeds for count in best if count in TABLE})
    return " to ".join(map(str, kinds))


def cell(quartiles):
    if quartiles is None:
        return ""
    return (
        f"{quartiles.median:.4g} [{quartiles.low:.3g}, {quartiles.high:.3g}]"
    )


def asking(ledger):
    rows = []
    for library in ("Settle", "Optuna"):
        for name in ("gp", "cmaes", "tpe"):
            who, title = (
                (versions.settle(name), SETTLE_TITLES[name])
                if library == "Settle"
                else (VERSION, PEERS[name].title)
            )
            cells = []
            for history in HISTORIES:
                lines = ledger.all(
                    kind="ask", who=who, sampler=name, history=history
                )
                cells.append(mean_and_median(lines[-1:]))
            rows.append([f"{library} {title}", *cells])
    return table(["sampler", *(f"{one:,}" for one in HISTORIES)], rows)


def mean_and_median(lines):
    for line in lines:
        times = line["milliseconds"]
        return (
            f"{number(statistics.mean(times))} "
            f"({number(statistics.median(times))})"
        )
    return ""


def sizes(ledger):
    who = versions.settle("gp")
    rows = []
    for size in runs.SIZES:
        row = [size]
        for lag in runs.LAGS:
            key = {
                "who": who,
                "sampler": "gp",
                "problem": "paper",
                "generation": size,
                "lag": lag,
            }
            lines = [
                line
                for line in ledger.all(kind="search", **key)
                if line["seed"] in runs.QUALITY_SEEDS
            ]
            for count in runs.COUNTS:
                numbers = [line["best"][str(count)] for line in lines]
                row.append(
                    f"{Quartiles.of(numbers).median * 1e5:.0f}"
                    if numbers
                    else ""
                )
            timed = ledger.all(kind="run", **key)
            row += [
                number(statistics.median(line[unit] for line in timed))
                if timed
                else ""
                for unit in ("seconds", "processorSeconds")
            ]
        rows.append(row)
    header = ["trials of a generation"]
    for lag in runs.LAGS:
        header += [f"lag {lag}: {count}" for count in runs.COUNTS]
        header += ["seconds", "of processor"]
    return table(header, rows)


def write_csv(found, path):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            "problem generation library sampler version trials seeds median "
            "lower_quartile upper_quartile".split()
        )
        for (problem, generation), results in found.items():
            for one in results:
                for count, quartiles in one.best.items():
                    writer.writerow(
                        [problem, generation, one.library, one.sampler]
                        + [one.who, count, quartiles.seeds]
                        + [
                            f"{value:.6g}"
                            for value in (
                                quartiles.median,
                                quartiles.low,
                                quartiles.high,
                            )
                        ]
                    )
