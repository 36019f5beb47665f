"""Answers how long the NumPy training loop takes, and what comes of it."""

import functools
import time

import digits
import worker
from training_network import TrainingNetwork

# Images that settle together where only predictions are asked for.
BATCH = 500


@functools.lru_cache(maxsize=None)
def network(dynamics, precision, at_once):
    """Goes on from request to request."""
    return TrainingNetwork(dynamics, precision, at_once)


def train(trained, images, count):
    """So many further updates."""
    states, labels = images[0]
    start = time.perf_counter()
    trained.train(states, labels, count)
    return {"seconds": time.perf_counter() - start}


def infer(trained, images, count):
    """What the network makes of the first so many test images."""
    states, labels = (array[:count] for array in images[1])
    start = time.perf_counter()
    found = trained.predictions(states, BATCH)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "wrong": int((found != labels).sum())}


def numbers(trained, images, count):
    return trained.numbers()


def answer(request):
    trained = network(
        request["dynamics"], request["precision"], request["atOnce"]
    )
    images = digits.split(request["data"], request["precision"])
    method = {"train": train, "infer": infer, "numbers": numbers}
    return method[request["method"]](trained, images, request["count"])


if __name__ == "__main__":
    worker.serve(answer)
