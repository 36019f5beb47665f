"""Optuna's samplers, as a user makes them: defaults, but for the seed."""

import dataclasses
import math
import warnings
from collections.abc import Callable

import optuna
from optuna.distributions import (
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.filterwarnings(
    "ignore", category=optuna.exceptions.ExperimentalWarning
)
VERSION = f"optuna {optuna.__version__}"


@dataclasses.dataclass(frozen=True)
class Peer:
    title: str
    make: Callable
    # What it is told instead of the value.
    told: Callable = lambda value: value


def _gp(seed):
    import torch

    torch.set_num_threads(1)
    return optuna.samplers.GPSampler(seed=seed)


PEERS = {
    "tpe": Peer(
        "TPE (the default: multivariate, constant liar)",
        lambda seed: optuna.samplers.TPESampler(seed=seed),
    ),
    "tpe-group": Peer(
        "TPE, multivariate with groups",
        lambda seed: optuna.samplers.TPESampler(
            seed=seed, multivariate=True, group=True
        ),
    ),
    "tpe-independent": Peer(
        "TPE, each parameter by itself",
        lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=False),
    ),
    "cmaes": Peer(
        "CMA-ES", lambda seed: optuna.samplers.CmaEsSampler(seed=seed)
    ),
    "gp": Peer("GP", _gp),
    "gp-log": Peer("GP, told the logarithm of the value", _gp, math.log),
    "sobol": Peer(
        "Sobol, scrambled",
        lambda seed: optuna.samplers.QMCSampler(seed=seed, scramble=True),
    ),
    "random": Peer(
        "random", lambda seed: optuna.samplers.RandomSampler(seed=seed)
    ),
}


def distribution(parameter):
    match parameter["kind"]:
        case "float":
            return FloatDistribution(
                parameter["low"],
                parameter["high"],
                log=parameter["isLogarithmic"],
            )
        case "integer":
            return IntDistribution(
                int(parameter["low"]), int(parameter["high"])
            )
        case _:
            return CategoricalDistribution(parameter["values"])


class Space:
    """A problem's space, whose parameters are suggested one by one."""

    def __init__(self, problem):
        self.parameters = [
            (parameter, distribution(parameter))
            for parameter in problem["parameters"]
        ]

    def suggest(self, trial):
        point = {}
        for parameter, values in self.parameters:
            parent = parameter.get("parent")
            if parent and point[parent] not in parameter["parentValues"]:
                continue
            name = parameter["name"]
            point[name] = trial._suggest(name, values)
        return point
