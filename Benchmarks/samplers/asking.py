"""The time to ask a trial after a long history: random points in four
dimensions, then trials that are asked and told one after another."""

import time

import optuna

from harness import machine
from harness.measurements import say
from samplers import versions
from samplers.curves import rounded
from samplers.peers import PEERS, VERSION, Space

PROBLEM = "bowl"
HISTORIES = (200, 1_000, 10_000)
# A GP's fit is due once in so many trials: enough to contain one.
ASKED = 60
OPTUNA_HISTORIES = {
    "tpe": HISTORIES,
    "cmaes": HISTORIES,
    "gp": (200, 1_000),
}
# An ask of Optuna's GP takes seconds there.
FEW = {("gp", 1_000): 4, ("gp", 200): 20}


def run(arena, ledger):
    processor = machine.processor()
    for name in ("gp", "cmaes", "tpe"):
        for history in HISTORIES:
            key = _key(versions.settle(name), name, history, processor)
            if not ledger.find(0, **key):
                say(f"settle: time to ask, {name} after {history} trials")
                ledger.add(**key, **_settle(arena, name, history))
        for history in OPTUNA_HISTORIES[name]:
            key = _key(VERSION, name, history, processor)
            if not ledger.find(0, **key):
                say(f"{VERSION}: time to ask, {name} after {history} trials")
                asked = FEW.get((name, history), ASKED)
                ledger.add(**key, **_optuna(arena, name, history, asked))


def _key(who, sampler, history, processor):
    return {
        "kind": "ask",
        "who": who,
        "sampler": sampler,
        "problem": PROBLEM,
        "generation": 1,
        "lag": 0,
        "seed": 1,
        "history": history,
        "machine": processor,
    }


def _settle(arena, sampler, history):
    answer = arena.ask(
        method="ask",
        sampler=sampler,
        problem=PROBLEM,
        generation=1,
        history=history,
        asked=ASKED,
    )
    return _fields(answer["milliseconds"])


def _optuna(arena, sampler, history, asked):
    space = Space(arena.problems[PROBLEM])
    peer = PEERS[sampler]
    study = optuna.create_study(sampler=PEERS["random"].make(2))
    trials = [study.ask() for _ in range(history)]
    points = [space.suggest(trial) for trial in trials]
    for trial, value in zip(trials, arena.evaluate(PROBLEM, points)[0]):
        study.tell(trial, value)
    # Another study first: what a sampler needs is imported when it is used.
    _ask(optuna.create_study(sampler=peer.make(1)), 12, space, arena, [])
    told = optuna.create_study(sampler=peer.make(1))
    told.add_trials(study.trials)
    times = []
    _ask(told, asked, space, arena, times)
    return _fields(times)


def _ask(study, count, space, arena, times):
    for _ in range(count):
        start = time.process_time()
        trial = study.ask()
        point = space.suggest(trial)
        times.append((time.process_time() - start) * 1e3)
        study.tell(trial, arena.evaluate(PROBLEM, [point])[0][0])


def _fields(milliseconds):
    return {
        "trials": len(milliseconds),
        "milliseconds": [rounded(one) for one in milliseconds],
    }
