"""Prints a study as JSON, as Optuna itself reads it:   python dump_study.py study.db NAME

Numbers have full precision; those that are not finite are texts. Times are UTC.
"""
import datetime
import json
import math
import sys


def number(value):
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def time(value):
    """Before version 5, Optuna's times are in the local zone; since then they have a zone."""
    if value is None:
        return None
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")


def trial(frozen):
    from optuna.distributions import distribution_to_json

    return {
        "number": frozen.number,
        "state": frozen.state.name,
        "value": number(frozen.value),
        "params": {name: number(value) for name, value in frozen.params.items()},
        "distributions": {
            name: json.loads(distribution_to_json(distribution)) for name, distribution in frozen.distributions.items()
        },
        "intermediate": [[step, number(value)] for step, value in sorted(frozen.intermediate_values.items())],
        "user": frozen.user_attrs,
        "system": frozen.system_attrs,
        "started": time(frozen.datetime_start),
        "finished": time(frozen.datetime_complete),
    }


def text(study):
    try:
        metric_names = study.metric_names
    except AttributeError:
        metric_names = None
    content = {
        "name": study.study_name,
        "direction": study.direction.name,
        "metricNames": metric_names,
        "user": study.user_attrs,
        "trials": [trial(frozen) for frozen in study.trials],
    }
    return json.dumps(content, allow_nan=False, indent=None)


if __name__ == "__main__":
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    print(text(optuna.load_study(study_name=sys.argv[2], storage=f"sqlite:///{sys.argv[1]}")))
