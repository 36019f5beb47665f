#!/usr/bin/env python3
"""Drives a page that `settle report` wrote in a headless Chromium, as a reader would, by mouse and by keyboard.

    settle trials STUDY -f json > trials.json
    Scripts/report_test.py page.html trials.json      checks it against the study's trials
    Scripts/report_test.py page.html --measure        says how large it is, and how quickly it opens and sorts

Needs nothing but Python and a Chromium (see browser.py). What the console, the network and the reader see must be in
order: an error, a warning or a request is a failure.
"""
import argparse
import json
import os
import sys

from browser import Browser, BrowserError
import page_layout
from page_reader import Failure, Reader, check


def drive(path, trials, keep):
    for width, height in [(1920, 1080), (1440, 900), (390, 844)]:
        for dark in [False, True]:
            where = f"{width} pixels, {'dark' if dark else 'light'}"
            with Browser(width=width, height=height, dark=dark) as page:
                try:
                    page.open(path)
                    reader = Reader(page, trials)
                    reader.looks(dark, is_fresh=True)
                    page_layout.is_told_by_contrast(page)
                    page_layout.tells_what_scrolls(page, dark, is_phone=width < 600)
                    if width > 600:
                        page_layout.uses_the_width(page)
                    copied = reader.copies()
                    reader.sorts()
                    reader.pages()
                    reader.filters()
                    reader.opens()
                    reader.looks(dark)
                    # The address opens a trial, too.
                    page.evaluate("location.hash = '#trial-1'")
                    reader.wait_for("document.getElementById('trial').open", "the address does not open its trial")
                    check(not page.problems, "; ".join(page.problems))
                except (Failure, BrowserError) as failure:
                    picture = path + ".png"
                    page.screenshot(picture)
                    problems = f" (the page says: {'; '.join(page.problems)})" if page.problems else ""
                    raise Failure(f"at {where}: {failure}{problems}; see {picture}") from failure
            print(f"at {where}: as it should be")
    if keep:
        for language, text in copied.items():
            with open(os.path.join(keep, language), "w") as file:
                file.write(text)


def measure(path):
    with Browser() as page:
        page.open(path)
        timings = page.timings()
        count = page.evaluate("study.count")
        sorts = page.evaluate("""(() => shownColumns.map((column) => {
            // As if nothing had been sorted before.
            column.orders = {};
            column.unpackedNumbers = column.unpackedCodes = undefined;
            const time = () => { const start = performance.now(); sortBy(column); return performance.now() - start; };
            view.column = undefined;
            return [column.name, time(), time(), time()];
        }))()""")
        opening = page.evaluate("""(() => {
            const start = performance.now();
            showTrial(view.rows[0]);
            return performance.now() - start;
        })()""")
        check(not page.problems, "; ".join(page.problems))
    print(f"{count} trials, {os.path.getsize(path) / 1e6:.1f} MB")
    paint = "not seen" if timings["paint"] is None else f"{timings['paint']:.0f} ms"
    print(f"first paint {paint}, loaded {timings['load']:.0f} ms after navigation")
    for name, first, back, again in sorts:
        print(f"sorted by {name}: {first:.0f} ms, the other way {back:.0f} ms, again {again:.1f} ms")
    print(f"the first trial opens in {opening:.0f} ms")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("page")
    options.add_argument("trials", nargs="?", help="what 'settle trials STUDY -f json' prints")
    options.add_argument("--measure", action="store_true")
    options.add_argument("--keep", help="a folder for the texts that the first of the best was copied as")
    options = options.parse_args()
    path = os.path.abspath(options.page)
    try:
        if options.measure:
            measure(path)
        if options.trials:
            with open(options.trials) as file:
                drive(path, json.load(file), options.keep)
    except (Failure, BrowserError) as failure:
        sys.exit(f"{failure}")


main()
