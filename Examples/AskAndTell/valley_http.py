#!/usr/bin/env python3
"""Finds the lowest point of a valley through `settle serve --allow-changes`: SETTLE_TOKEN=... python3 valley_http.py ADDRESS

The study is made on the machine of the server: see docs/serve.md. Several of these programs may work on it at once, on any
machines that reach the server. Any may be killed, and so may the server."""
import json
import os
import sys
import time
import urllib.request

ADDRESS, TOKEN = sys.argv[1].rstrip("/"), os.environ["SETTLE_TOKEN"]
STEPS = 9


def post(what, content):
    request = urllib.request.Request(
        f"{ADDRESS}/api/studies/valley/{what}", json.dumps(content).encode(),
        {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code}: {error.read().decode()}")


def height(parameters, step):
    """What training would find after `step` epochs: the more of them, the nearer to the true height."""
    x, y = parameters["x"], parameters["y"]
    return (1 - x) ** 2 + 10 * (y - x * x) ** 2 + 5 / step


def tell(trial, **told):
    return post("tell", {"number": trial["number"], "token": trial["token"], **told})["answer"]


def evaluate(trial):
    # A trial that was told before goes on after the last step; a real program would load its checkpoint here.
    for step in range(trial.get("from", 0) + 1, STEPS):
        if tell(trial, step=step, value=height(trial["parameters"], step)) != "continue":
            return  # 'stop': it is not among the best. 'wait': settle gives it again if it goes on.
    tell(trial, value=height(trial["parameters"], STEPS))


while (asked := post("ask", {"count": 3, "lease": 600}))["state"] != "finished":
    for trial in asked["trials"]:
        evaluate(trial)
    if asked["state"] == "later":
        time.sleep(0.2)  # Others have the trials that are left.
