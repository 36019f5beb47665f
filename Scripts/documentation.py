#!/usr/bin/env python3
"""Builds the documentation as a static site in .build/documentation/site. A warning of DocC, a public symbol without a
comment and a public type that no list of topics names are errors.

The catalogs in Documentation have a landing page for each library product and one for the command. The command's
articles are made here from docs/*.md, which stay the only copy.

Usage: documentation.py THE FLAGS OF THE BUILD ...    (make documentation)
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

from documentation_articles import write_articles

ROOT = pathlib.Path(__file__).resolve().parent.parent
CATALOGS = ROOT / "Documentation"
OUTPUT = ROOT / ".build/documentation"
FLAGS = sys.argv[1:]


def run(*command, quiet=True):
    """Runs a command; where it fails, prints what it wrote and ends with its status."""
    result = subprocess.run([str(word) for word in command], cwd=ROOT, text=True, capture_output=quiet)
    if result.returncode != 0:
        sys.exit((result.stdout or "") + (result.stderr or "") + f"failed: {command[0]}")
    return result.stdout


def tool(name):
    """A program of the Swift toolchain: in the path, or beside `swift`."""
    beside = pathlib.Path(shutil.which("swift") or "swift").resolve().parent / name
    found = shutil.which(name) or (str(beside) if beside.exists() else None)
    if found is None and shutil.which("xcrun"):
        found = run("xcrun", "--find", name).strip()
    return found or sys.exit(f"there is no {name} beside swift; install a whole Swift toolchain, 6.2 or later")


def modules_by_product():
    package = json.loads(run("swift", "package", "dump-package"))
    return {product["name"]: product["targets"] for product in package["products"] if "library" in product["type"]}


def symbol_graphs(module, commands, folder):
    """Extracts a module's public symbols, with the C modules that the build itself gave to the compiler."""
    command = next((each for each in commands if each["moduleName"] == module), None)
    arguments = command["otherArguments"]
    clang = [word for index, word in enumerate(arguments) if "-Xcc" in arguments[max(index - 1, 0): index + 1]]
    sdk = ["-sdk", run("xcrun", "--show-sdk-path").strip()] if sys.platform == "darwin" else []
    folder.mkdir(parents=True, exist_ok=True)
    run(
        tool("swift-symbolgraph-extract"), "-module-name", module, "-I", command["importPath"], *clang, *sdk,
        "-target", arguments[arguments.index("-target") + 1], "-minimum-access-level", "public",
        "-skip-synthesized-members", "-output-dir", folder)
    return [symbol for path in sorted(folder.glob(f"{module}*.symbols.json"))
            for symbol in json.loads(path.read_text())["symbols"]]


def place(symbol):
    location = symbol.get("location")
    if not location:
        return "made by the compiler"
    path = location["uri"].removeprefix(f"file://{ROOT}/").removeprefix("file://")
    return f"{path}:{location['position']['line'] + 1}"


def without_comment(symbols):
    """The symbols that have neither a comment of their own nor one of the protocol's requirement that they meet."""
    return [f"{place(symbol)}: {'.'.join(symbol['pathComponents'])} has no comment" for symbol in symbols
            if not any(line["text"].strip() for line in symbol.get("docComment", {"lines": []})["lines"])]


def without_topic(product, module, symbols):
    """The public types and functions of a module that its landing page does not name."""
    page = CATALOGS / f"{product}.docc" / f"{module}.md"
    if not page.exists():
        return [f"{page.relative_to(ROOT)} is missing: a landing page for the module {module}"]
    topics = set(re.findall(r"^- ``([^`]+)``$", page.read_text(), re.MULTILINE))
    names = {symbol["pathComponents"][0] for symbol in symbols if len(symbol["pathComponents"]) == 1}
    return [f"{page.relative_to(ROOT)}: {name} is in no list under '## Topics'" for name in sorted(names - topics)]


def convert(catalog, archive, graphs=None):
    symbols = ["--additional-symbol-graph-dir", graphs] if graphs else []
    name = catalog.stem
    run(
        tool("docc"), "convert", catalog, *symbols, "--fallback-display-name", name, "--fallback-bundle-identifier",
        f"settle.{name}", "--fallback-default-module-kind", "Library", "--warnings-as-errors",
        "--transform-for-static-hosting", "--output-path", archive)


def main():
    shutil.rmtree(OUTPUT, ignore_errors=True)
    products = modules_by_product()
    for module in sorted({module for modules in products.values() for module in modules}):
        run("swift", "build", *FLAGS, "--target", module)
    build = pathlib.Path(run("swift", "build", *FLAGS, "--show-bin-path").strip())
    commands = list(json.loads((build / "description.json").read_text())["swiftCommands"].values())

    faults, count = [], 0
    for product, modules in products.items():
        for module in modules:
            symbols = symbol_graphs(module, commands, OUTPUT / "symbols" / product)
            count += len(symbols)
            faults += without_comment(symbols) + without_topic(product, module, symbols)
    if faults:
        sys.exit("\n".join(faults) + f"\ndocumentation: {len(faults)} of {count} public symbols need the above")

    articles = OUTPUT / "Settle.docc"
    write_articles(CATALOGS / "Settle.docc", ROOT / "docs", articles, build / "settle")
    (OUTPUT / "archives").mkdir()
    archives = [OUTPUT / "archives" / f"{name}.doccarchive" for name in ["Settle", *products]]
    convert(articles, archives[0])
    for product, archive in zip(products, archives[1:]):
        convert(CATALOGS / f"{product}.docc", archive, OUTPUT / "symbols" / product)
    site = OUTPUT / "site"
    run(
        tool("docc"), "merge", *archives, "--synthesized-landing-page-name", "Settle",
        "--synthesized-landing-page-topics-style", "list", "--output-path", site)
    pages = len(list((site / "data/documentation").rglob("*.json")))
    print(
        f"documentation: {pages} pages, {count} public symbols, 0 without a comment; to read it: python3 -m "
        f"http.server --directory {site.relative_to(ROOT)} 8000, then http://localhost:8000/documentation")


if __name__ == "__main__":
    main()
