"""Trains a small network on scikit-learn's handwritten digits, as a program of a study of Settle.

Settle starts it once for each trial, names the trial's file in $SETTLE_TRIAL, and reads the JSON lines that it prints.
It can be ended at any time: it goes on from the checkpoint that it saved after its last epoch.

    settle run studies/digits.yaml --workers 4
"""

import json
import os
import pathlib
import pickle
import warnings

import numpy
from sklearn.datasets import load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

EPOCHS = 27

with open(os.environ["SETTLE_TRIAL"]) as file:
    trial = json.load(file)
parameters = trial["parameters"]
checkpoint = pathlib.Path(trial["checkpoint"]) / "network.pickle"

digits = load_digits()
order = numpy.random.RandomState(0).permutation(len(digits.target))
images, labels = digits.data[order] / 16, digits.target[order]
training, test = slice(0, 1200), slice(1200, None)

if checkpoint.exists():
    network, epoch = pickle.loads(checkpoint.read_bytes())
else:
    network = MLPClassifier(
        hidden_layer_sizes=[int(parameters["units"])],
        solver=parameters["solver"],
        learning_rate_init=parameters["rate"],
        momentum=parameters.get("momentum", 0.9),
        alpha=parameters["decay"],
        batch_size=int(parameters["batch"]),
        random_state=trial["seed"],
    )
    epoch = 0


def error():
    return 1 - network.score(images[test], labels[test])


warnings.simplefilter("ignore", ConvergenceWarning)
while epoch < EPOCHS:
    network.partial_fit(images[training], labels[training], classes=range(10))
    epoch += 1
    # The value is printed before the checkpoint is saved: what a checkpoint has passed is then always known.
    print(json.dumps({"step": epoch, "value": error()}), flush=True)
    unfinished = checkpoint.with_suffix(".new")
    unfinished.write_bytes(pickle.dumps((network, epoch)))
    unfinished.replace(checkpoint)

loss = float(network.loss_)
print(json.dumps({"value": error(), "values": {"trainingLoss": loss}}))
