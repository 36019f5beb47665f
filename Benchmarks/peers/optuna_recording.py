"""Trials that take no time, recorded by Optuna: prints the seconds.

usage: optuna_recording.py sqlite|journal TRIALS FILE
Importing Optuna and making the study are not timed.
"""

import sys
import time

import optuna


def storage(kind, file):
    if kind == "sqlite":
        return f"sqlite:///{file}"
    backend = optuna.storages.journal.JournalFileBackend(file)
    return optuna.storages.JournalStorage(backend)


def objective(trial):
    return sum(trial.suggest_float(name, 0, 1) for name in "abcd")


def main():
    kind, trials, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(
        storage=storage(kind, file), sampler=optuna.samplers.RandomSampler(1)
    )
    start = time.perf_counter()
    study.optimize(objective, n_trials=trials)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
