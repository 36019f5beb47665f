"""Trials that take no time, recorded by Optuna on a database server by several processes: prints trials a second.

usage: optuna_server.py URL PROCESSES SECONDS
Importing Optuna and making the study are not timed.
"""

import multiprocessing
import sys
import time

import optuna


def objective(trial):
    return sum(trial.suggest_float(name, 0, 1) for name in "ab")


def work(url, start, seconds, counts):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.load_study(
        study_name="store",
        storage=url,
        sampler=optuna.samplers.RandomSampler(1),
    )
    start.wait()
    end = time.perf_counter() + seconds
    count = 0
    while time.perf_counter() < end:
        study.optimize(objective, n_trials=1)
        count += 1
    counts.put(count)


def main():
    url, processes, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    optuna.create_study(study_name="store", storage=url)
    start, counts = multiprocessing.Barrier(processes), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=work, args=(url, start, seconds, counts))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    print(sum(counts.get() for _ in workers) / seconds)
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    main()
