"""Makes a study with Optuna:   python make_study.py study.db NAME TRIALS

A search by TPE with a median pruner over each kind of parameter, some of them in some trials only, with a failed trial
and attributes.
"""
import sys

import optuna


def objective(trial):
    rate = trial.suggest_float("rate", 1e-5, 1e-1, log=True)
    drop = trial.suggest_float("drop", 0.0, 0.5)
    share = trial.suggest_float("share", 0.0, 1.0, step=0.1)
    layers = trial.suggest_int("layers", 1, 4)
    width = trial.suggest_int("width", 8, 512, log=True)
    batch = trial.suggest_int("batch", 16, 128, step=16)
    optimizer = trial.suggest_categorical("optimizer", ["sgd", "adam", "größe"])
    bias = trial.suggest_categorical("bias", [True, False])
    period = trial.suggest_categorical("period", [1, 2.5, "never", None])
    momentum = trial.suggest_float("momentum", 0.0, 0.99) if optimizer == "sgd" else 0.5
    # A range that is wider in later trials.
    late = trial.suggest_float("late", 0.0, 1.0 + (trial.number > 10))
    trial.set_user_attr("seconds", 0.5 * layers)
    trial.set_user_attr("notes", {"of": [optimizer, None], "ok": bias})
    if trial.number == 5:
        raise ValueError("it diverged")
    value = abs(rate - 0.003) * 10 + drop + abs(share - 0.3) + layers / width + momentum / 7 + late / batch
    if trial.number == 2:
        return float("inf")
    for step in range(1, 6):
        trial.report(float("nan") if trial.number == 3 and step == 2 else value * (1 + 1 / step), step)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return value if period != "never" else value / 2


def make(storage, name, trials):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study(
        storage=storage, study_name=name, sampler=optuna.samplers.TPESampler(seed=1),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=4))
    study.set_user_attr("team", "änderung")
    if hasattr(study, "set_metric_names"):
        study.set_metric_names(["loss"])
    study.optimize(objective, n_trials=trials - 4, catch=(ValueError,))
    # A trial that waits with some of its parameters, one that a process has begun, and one that was pruned at once.
    study.enqueue_trial({"rate": 0.01, "optimizer": "sgd"})
    study.ask()
    study.ask().suggest_int("layers", 1, 4)
    study.tell(study.ask(), state=optuna.trial.TrialState.PRUNED)
    study.enqueue_trial({"rate": 0.02, "bias": False})


if __name__ == "__main__":
    make(f"sqlite:///{sys.argv[1]}", sys.argv[2], int(sys.argv[3]))
