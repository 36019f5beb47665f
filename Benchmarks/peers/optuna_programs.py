"""Trials that each start a program, by Optuna on SQLite: prints the seconds.

usage: optuna_programs.py loop|threads|processes TRIALS WORKERS DATABASE
Importing Optuna, making the study and starting the worker processes are not timed. `loop` starts the same programs
without Optuna.
"""

import concurrent.futures
import json
import multiprocessing
import subprocess
import sys
import time

import optuna


def value(x):
    done = subprocess.run(
        ["/bin/echo", json.dumps({"value": x})],
        check=True,
        capture_output=True,
    )
    return json.loads(done.stdout)["value"]


def objective(trial):
    return value(trial.suggest_float("x", 0, 1))


def load(database):
    return optuna.load_study(
        study_name="programs",
        storage=f"sqlite:///{database}",
        sampler=optuna.samplers.RandomSampler(),
    )


def work(database, trials, ready):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = load(database)
    ready.wait()
    study.optimize(objective, n_trials=trials)


def main(kind, trials, workers, database):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    if kind == "loop":
        start = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(workers) as pool:
            list(pool.map(value, [0.5] * trials))
        return time.perf_counter() - start
    optuna.create_study(
        study_name="programs", storage=f"sqlite:///{database}"
    )
    if kind == "threads":
        study = load(database)
        start = time.perf_counter()
        study.optimize(objective, n_trials=trials, n_jobs=workers)
        return time.perf_counter() - start
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(workers + 1)
    running = [
        context.Process(
            target=work, args=(database, trials // workers, ready)
        )
        for _ in range(workers)
    ]
    for process in running:
        process.start()
    ready.wait()
    start = time.perf_counter()
    for process in running:
        process.join()
    seconds = time.perf_counter() - start
    if any(process.exitcode for process in running):
        raise SystemExit("a process of Optuna's failed")
    return seconds


if __name__ == "__main__":
    kind, trials, workers, database = sys.argv[1:]
    print(main(kind, int(trials), int(workers), database))
