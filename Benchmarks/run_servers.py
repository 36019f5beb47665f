"""Settle's studies on a PostgreSQL server; see README.md. Use `make bench-postgresql`."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from harness import machine, places, settle
from harness.measurements import say
from harness.tables import duration, number, table
from sections.store import STUDY

sys.path.insert(0, str(places.ROOT / "Scripts"))
from postgresql_server import PostgreSQLServer  # noqa: E402

FOLDER = places.ROOT / "results" / "postgresql"
PROGRAM = places.BUILD / "swift" / "release" / "ServerBenchmark"
CONNECTIONS = (1, 8, 32, 64)
BATCHES = (1, 64, 1024)
SECONDS = 4
TRIALS = 1_000_000
ROUNDS = 15


def main():
    server = PostgreSQLServer(
        connections=200, settings=("shared_buffers=256MB", "max_wal_size=4GB")
    )
    try:
        page = report(server)
    finally:
        server.remove()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "README.md").write_text(page)
    print(page)


def report(server):
    rates = {
        (count, batch): calls(server, count, batch)
        for batch in BATCHES
        for count in CONNECTIONS
    }
    optuna = {count: optuna_rate(server, count) for count in (1, 8, 32)}
    million, best = whole_studies(server)
    facts = [
        ("command", "`make bench-postgresql`"),
        ("processor", f"{machine.processor()}, {os.cpu_count()} cores"),
        ("server", server.query("SHOW server_version") + ", on the same machine, fsync on"),
    ]
    ours = max(rates[count, 1]["trials"] for count in CONNECTIONS)
    return (
        "# Studies on a PostgreSQL server\n\n"
        + "\n".join(f"- {name}: {value}" for name, value in facts)
        + "\n\n## Calls a second\n\nEach connection claims new trials, then records their results, as many a call as the "
        "first column says.\n\n"
        + table(
            ["trials a call", "connections", "claims/s", "records/s", "trials claimed/s", "trials recorded/s"],
            [
                [
                    batch,
                    count,
                    *(number(rates[count, batch][name]) for name in ("claims", "records")),
                    *(number(rates[count, batch][name] * batch) for name in ("claims", "records")),
                ]
                for batch in BATCHES
                for count in CONNECTIONS
            ],
        )
        + "\n\n## Beside Optuna on the same server\n\nTrials of two parameters that compute nothing, one after the other: "
        "claimed and recorded. A process of Optuna's, and a connection of Settle's with one trial a call (the slowest "
        "way to use it).\n\n"
        + table(
            ["processes or connections", "Optuna, trials/s", "Settle, trials/s", "times Optuna's"],
            [
                [count, number(rate), number(rates[count, 1]["trials"]), number(rates[count, 1]["trials"] / rate)]
                for count, rate in optuna.items()
            ],
        )
        + f"\n\nThe most that one trial a call reaches here is {number(ours)} trials a second.\n\n"
        f"## A million trials\n\n`settle run` of {TRIALS:,} tiny trials, and `settle best` of them, the process and "
        "all.\n\n"
        + table(
            ["", "PostgreSQL", "SQLite"],
            [
                ["run", *(duration(million[name]) for name in ("postgresql", "sqlite"))],
                [f"best, median of {ROUNDS}", *(duration(best[name]) for name in ("postgresql", "sqlite"))],
            ],
        )
        + "\n"
    )


def calls(server, connections, batch):
    say(f"{connections} connections, {batch} trials a call")
    server.query("DROP SCHEMA IF EXISTS settle CASCADE")
    done = subprocess.run(
        [str(PROGRAM), server.url(), str(connections), str(batch), str(SECONDS)],
        capture_output=True, text=True,
    )
    if done.returncode:
        raise SystemExit(f"ServerBenchmark: {done.stderr}")
    found = json.loads(done.stdout)
    claims = found["claims"] / found["claimSeconds"]
    records = found["records"] / found["recordSeconds"]
    # A trial alone takes a claim and a record.
    return {"claims": claims, "records": records, "trials": batch / (1 / claims + 1 / records)}


def optuna_rate(server, processes):
    say(f"Optuna, {processes} processes")
    # The user's own schema comes before the public one, and the names of tables are the same.
    server.query("DROP SCHEMA IF EXISTS settle CASCADE")
    server.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    url = server.url().replace("postgresql://", "postgresql+psycopg://")
    done = subprocess.run(
        [sys.executable, "-B", places.PEERS / "optuna_server.py", url, str(processes), str(SECONDS)],
        capture_output=True, text=True,
    )
    if done.returncode:
        raise SystemExit(f"Optuna: {done.stderr}")
    return float(done.stdout)


def whole_studies(server):
    server.query("DROP SCHEMA IF EXISTS settle CASCADE")
    run, best = {}, {}
    with tempfile.TemporaryDirectory(dir=places.BUILD) as name:
        folder = pathlib.Path(name)
        study = folder / "store.yaml"
        study.write_text(STUDY.format(trials=TRIALS))
        for kind, storage in (("sqlite", folder / "store.sqlite"), ("postgresql", server.url())):
            say(f"{TRIALS:,} trials, {kind}")
            run[kind] = settle.command("run", study, "--storage", storage, keeps_output=False).seconds
            times = sorted(
                settle.command("best", "store", "--storage", storage).seconds for _ in range(ROUNDS)
            )
            best[kind] = times[ROUNDS // 2]
    return run, best


if __name__ == "__main__":
    main()
