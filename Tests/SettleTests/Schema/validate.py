"""Checks study files against a JSON Schema, and changed copies of them.

Usage: validate.py CASES. The file has {"schema": ..., "texts": [...], "changes": true}. Prints a list of
{"text", "change", "errors"}: each text as JSON, what was changed in it, and the schema's errors.
"""

import copy
import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as study files and editors have it."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def places(value, path=()):
    """The paths to all values, of lists the first two alone."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else []
    for key, item in items:
        yield from places(item, path + (key,))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changes(document):
    for path in places(document):
        if not path:
            continue
        parent, key = path[:-1], path[-1]
        name = ".".join(map(str, path))
        for new in [-1, 0.5, 10**15, "word", True, [], {"word": 1}]:
            changed = copy.deepcopy(document)
            at(changed, parent)[key] = new
            yield f"{name}: {json.dumps(new)}", changed
        changed = copy.deepcopy(document)
        del at(changed, parent)[key]
        yield f"without {name}", changed
    for path in places(document):
        if isinstance(at(document, path), dict):
            changed = copy.deepcopy(document)
            at(changed, path)["unknownKey"] = 1
            yield f"unknown {'.'.join(map(str, path))}", changed


def main():
    with open(sys.argv[1]) as file:
        cases = json.load(file)
    jsonschema.Draft202012Validator.check_schema(cases["schema"])
    validator = jsonschema.Draft202012Validator(cases["schema"])
    results = []
    for text in cases["texts"]:
        document = yaml.load(text, Core)
        versions = [("", document)]
        if cases["changes"]:
            versions += changes(document)
        for change, version in versions:
            errors = [error.message[:200] for error in validator.iter_errors(version)]
            results.append({"text": json.dumps(version), "change": change, "errors": errors})
    json.dump(results, sys.stdout)


main()
