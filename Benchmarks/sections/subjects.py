"""Functions that make one measurement: (seconds, trial-steps)."""

import json
import subprocess

from harness import places

PAPER = (500, 500, 10)


def engine(
    peers,
    steps,
    layers=PAPER,
    batch=128,
    threads=1,
    drive="unshared",
    dynamics="paper",
):
    def measure():
        answer = peers.engine.ask(
            method="lockstep",
            layers=layers,
            batch=batch,
            threads=threads,
            drive=drive,
            dynamics=dynamics,
            steps=steps,
        )
        return answer["seconds"], batch * threads * steps

    return measure


def plain(peers, steps, layers=PAPER):
    def measure():
        answer = peers.engine.ask(
            method="plain",
            layers=layers,
            batch=1,
            threads=1,
            drive="unshared",
            steps=steps,
        )
        return answer["seconds"], steps

    return measure


def numpy_loop(peers, steps, layers=PAPER):
    def measure():
        answer = peers.loop.ask(layers=layers, batch=1, steps=steps)
        return answer["seconds"], steps

    return measure


def two_numpy_loops(peers, steps, layers=PAPER):
    """Both processes at once; seconds for the trial-steps of both.

    Each goes on at its own rate, as it would through half of a search.
    """

    def measure():
        workers = (peers.loop, peers.second_loop)
        for worker in workers:
            worker.send(layers=layers, batch=1, steps=steps)
        rates = [steps / worker.receive()["seconds"] for worker in workers]
        return 2 * steps / sum(rates), 2 * steps

    return measure


def numpy_lockstep(peers, steps, batch, layers=PAPER):
    def measure():
        answer = peers.lockstep.ask(layers=layers, batch=batch, steps=steps)
        return answer["seconds"], batch * steps

    return measure


def dense_products(peers, steps, batch, precision, layers=PAPER):
    def measure():
        answer = peers.dense.ask(
            layers=layers, batch=batch, precision=precision, steps=steps
        )
        return answer["seconds"], batch * steps

    return measure


def kernels(precision, batch, trains, seconds):
    """The kernels' own program: its phases, in microseconds a trial-step."""
    command = [
        str(places.KERNELS),
        precision,
        str(batch),
        str(trains),
        str(seconds),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def numpy_training(peers, dynamics, method, count, at_once=False):
    """method: "train" so many updates, or "infer" so many images."""

    def measure():
        answer = peers.training.ask(
            method=method,
            dynamics=dynamics,
            precision="float32",
            atOnce=at_once,
            count=count,
            data=str(places.DIGITS),
        )
        return answer["seconds"], count

    return measure


def training(peers, dynamics, method, count, threads, precision="float32"):
    """The same by ours."""

    def measure():
        answer = peers.engine.ask(
            method=method,
            dynamics=dynamics,
            precision=precision,
            threads=threads,
            count=count,
            data=str(places.DIGITS),
        )
        return answer["seconds"], count

    return measure
