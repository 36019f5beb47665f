#!/usr/bin/env python3
"""Drives the pages of `settle serve` in a headless Chromium while a run is at work, kills the server and starts it again.

    Scripts/serve_test.py --settle .build/release/settle --study long.yaml [--pictures FOLDER]

The study is run into a storage of its own in the folder of the file; it should take ten seconds or more. Needs nothing but
Python and a Chromium (see browser.py). A page must move without being loaded again, say that its server is gone, go on when it is
back, and leave nothing on the console.
"""
import argparse
import os
import re
import signal
import subprocess
import sys
import time

from browser import Browser, BrowserError
from page_reader import Failure, check


class Server:
    """`settle serve` on a free port, and the same one again after it was killed."""

    def __init__(self, settle, storage):
        self.settle, self.storage, self.port = settle, storage, 0
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.settle, "serve", "--port", str(self.port), "--storage", self.storage], stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.address, self.port = found.group(), int(found.group(1))
                return
        raise Failure("the server did not begin")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


def wait_for(page, expression, what, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = page.evaluate(expression)
        if value:
            return value
        time.sleep(0.1)
    raise Failure(f"{what} ({expression})")


# A click leads to the next page some time later, and a section may just be replaced: all reads know of "nothing".
STATE = "document.getElementById('state')?.textContent"
FINISHED = "document.querySelector('#progress progress')?.value"
NEWEST = "document.querySelector('#table tbody a')?.textContent"
NARROW = "document.documentElement.scrollWidth <= innerWidth"


def wait_for_page(page, path, selector):
    """Waits until the page at a path is there and follows the server."""
    wait_for(
        page, f"location.pathname === '{path}' && document.readyState === 'complete' && {STATE} === 'Live'"
        f" && Boolean(document.querySelector('{selector}'))", f"the page {path} does not follow the server")


def follows(page, server, name, look):
    """A study's page while its run is at work."""
    page.visit(server.address)
    wait_for_page(page, "/", "#table tbody a")
    look("studies")
    page.click(f"a[href='/studies/{name}']")
    wait_for_page(page, f"/studies/{name}", "#progress progress")
    page.evaluate("window.isSamePage = true")
    before = wait_for(page, f"{FINISHED} + 1", "there is no progress") - 1
    wait_for(page, f"{FINISHED} > {before}", "the progress does not move")
    wait_for(page, "document.getElementById('progress')?.textContent.includes('Who works')", "nobody works")
    page.evaluate("document.getElementById('figures').scrollIntoView()")
    wait_for(page, "Boolean(document.querySelector('#figures svg'))", "no figure is drawn")
    page.evaluate("document.getElementById('trials').scrollIntoView()")
    newest = wait_for(page, NEWEST, "the table has no trial")
    wait_for(page, f"({NEWEST} ?? '{newest}') !== '{newest}'", "the table does not move")
    wait_for(page, """location.search === '?sort=best' || [...document.querySelectorAll('a.turn')].find((one) =>
        one.textContent === 'best first')?.click()""", "the order is not in the address")
    wait_for(page, """[...document.querySelectorAll('#trials .choices strong')].some((one) =>
        one.textContent === 'best first')""", "the table is not sorted")
    check(page.evaluate("window.isSamePage"), "the page was loaded again")
    check(page.evaluate(NARROW), "the page is wider than its window")
    look("study")


def comes_back(page, server):
    """The server is killed, and started again."""
    page.evaluate("window.isSamePage = true")
    # What the page has just asked for is answered.
    time.sleep(0.3)
    server.kill()
    wait_for(page, f"{STATE}.startsWith('The server has not answered since')", "the page does not say that it is alone")
    time.sleep(3)
    server.start()
    wait_for(page, f"{STATE} === 'Live'", "the page does not go on")
    check(page.evaluate("window.isSamePage"), "the page was loaded again")


def shows_trial(page, server, name, look):
    page.visit(f"{server.address}studies/{name}?sort=best")
    # The table may be replaced between looking for the link and the click, so the link is followed by its address.
    path = wait_for(page, "document.querySelector('#table tbody a')?.pathname", "the table has no trial")
    page.visit(server.address.rstrip("/") + path)
    wait_for_page(page, path, "#trial dt")
    check(page.evaluate("document.querySelector('#trial dt')?.textContent") == "trial", "no facts")
    wait_for(page, "Boolean(document.querySelector('#trial svg'))", "no curve")
    check(page.evaluate(NARROW), "the trial's page is wider than its window")
    look("trial")


def drive(settle, study, pictures):
    folder = os.path.dirname(os.path.abspath(study))
    name = re.search(r"^name: *(\S+)", open(study).read(), re.M).group(1)
    storage = os.path.join(folder, "served.sqlite")
    run = subprocess.Popen([settle, "run", study, "--storage", storage], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not os.path.exists(storage) and run.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    server = Server(settle, storage)
    try:
        for width, height, dark in [(1440, 900, False), (390, 844, True)]:
            where = f"{width} pixels, {'dark' if dark else 'light'}"
            with Browser(width=width, height=height, dark=dark) as page:
                def look(what):
                    if pictures:
                        page.screenshot(os.path.join(pictures, f"{what}-{width}.png"), whole=True)
                try:
                    if run.poll() is None:
                        follows(page, server, name, look)
                    comes_back(page, server)
                    shows_trial(page, server, name, look)
                    check(not page.problems, "; ".join(page.problems))
                except (Failure, BrowserError) as failure:
                    page.screenshot(study + ".png")
                    raise Failure(f"at {where}: {failure}; {'; '.join(page.problems)}; see {study}.png") from failure
            print(f"at {where}: as it should be")
        check(run.poll() is None, "the run ended before the pages were looked at; make the study longer")
    finally:
        run.send_signal(signal.SIGINT)
        run.wait()
        status = server.stop()
    check(status == 0, f"the server ended with {status}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--settle", required=True)
    parser.add_argument("--study", required=True)
    parser.add_argument("--pictures")
    options = parser.parse_args()
    try:
        drive(options.settle, options.study, options.pictures)
    except (Failure, BrowserError) as failure:
        sys.exit(f"serve_test: {failure}")


if __name__ == "__main__":
    main()
