"""Makes the fixtures of older versions of Optuna: a storage and what Optuna itself reads from it. See README.md.

    TZ=UTC python make.py optuna-4        writes optuna-4.db and optuna-4.json
"""
import sqlite3
import sys

import optuna

sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/Python")
import dump_study
import make_study

name = sys.argv[1]
folder = __file__.rsplit("/", 1)[0]
storage = f"sqlite:///{folder}/{name}.db"
make_study.make(storage, "searched", trials=24)
with open(f"{folder}/{name}.json", "w") as file:
    file.write(dump_study.text(optuna.load_study(study_name="searched", storage=storage)) + "\n")
# Small pages make the file small.
database = sqlite3.connect(f"{folder}/{name}.db")
database.execute("PRAGMA page_size = 1024")
database.execute("VACUUM")
