"""All benchmarks in one go; see README.md. Use `make bench`."""

import os
import time

from harness import machine, places
from harness.measurements import Log, say
from harness.tables import number, spread, table
from harness.workers import Peers
from sections import agreement, dynamics, engine, generations, kernels
from sections import one_core
from sections import processes, programs, scaling, searches, store, training


def main():
    quick = bool(os.environ.get("BENCH_QUICK"))
    start = time.monotonic()
    log = Log()
    with Peers() as peers:
        facts = machine.describe(peers)
        warn_if_busy()
        loop_error = agreement.winner_error(peers)
        checks = agreement.checks(peers, loop_error)
        stop_unless(checks)
        cores = one_core.run(peers, log, quick)
        batches = engine.run(peers, log, quick)
        rules = dynamics.run(peers, log, quick)
        phases = kernels.run(log, quick)
        kinds = searches.run(peers, log, quick)
        learning = training.run(peers, log, quick)
        sizes = scaling.run(peers, log, quick)
        shared = processes.run(log, quick)
        stores = store.run(log, quick)
        started = programs.run(log, quick)
    jobs = searches.jobs(kinds) + training.jobs(learning) + store.jobs(stores)
    checks += searches.checks(kinds, loop_error)
    checks += processes.checks(shared) + store.checks(stores)
    checks += programs.checks(started)
    command = "make bench-quick" if quick else "make bench"
    facts += [("command", f"`{command}`, {time.monotonic() - start:.0f} s")]
    page = (
        "\n\n".join(
            [
                heading(facts, quick),
                verdict(
                    generations.asked(jobs)
                    + one_core.asked(cores)
                    + training.asked(learning)
                    + store.asked(stores)
                ),
                "## Checks\n\n"
                + "\n".join(
                    f"- {'yes' if holds else '**NO**'}: {line}"
                    for line, holds in checks
                ),
                generations.report(jobs),
                one_core.report(cores),
                training.report(learning),
                engine.report(batches),
                dynamics.report(rules),
                kernels.report(phases),
                scaling.report(sizes),
                processes.report(shared),
                store.report(stores),
                programs.report(started),
            ]
        )
        + "\n"
    )
    folder = places.QUICK_RESULTS if quick else places.RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(page)
    log.write(folder / "measurements.csv")
    print(page)
    say(f"written to {folder.relative_to(places.ROOT)}")
    stop_unless(checks)


def heading(facts, quick):
    rows = "\n".join(f"- {name}: {value}" for name, value in facts)
    kind = "A quick run, for a first look: fewer rounds, fewer sizes.\n\n"
    return (
        "# Benchmarks\n\n" + (kind if quick else "") + f"{rows}\n\n"
        "Ratios and times are medians; subjects take turns, and a ratio is "
        "taken within a round. Every measurement is in `measurements.csv`. "
        "What each line measures: `Benchmarks/README.md`."
    )


def verdict(lines):
    rows = []
    for line, asked, ratio in lines:
        met = "" if asked is None else "yes" if ratio.median >= asked else "no"
        wanted = "" if asked is None else number(asked)
        rows.append([line, wanted, *spread(ratio), met])
    return "## Asked and measured\n\n" + table(
        ["ratio", "asked, at least", "measured", "lowest to highest", "met"],
        rows,
    )


def warn_if_busy():
    load = os.getloadavg()[0]
    if load > 0.2 * os.cpu_count():
        say(
            f"Warning: something else is running (load {load:.2f}); numbers "
            "of an idle machine are better."
        )


def stop_unless(checks):
    wrong = [line for line, holds in checks if not holds]
    if wrong:
        raise SystemExit("does not hold: " + "; ".join(wrong))


if __name__ == "__main__":
    main()
