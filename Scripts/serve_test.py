#!/usr/bin/env python3
"""Drives the pages of `settle serve` in a headless Chromium while a run is at work, kills the server and starts it again.

    Scripts/serve_test.py --settle .build/release/settle --study long.yaml [--pictures FOLDER]

The study is run into a storage of its own in the folder of the file; it should take ten seconds or more. Needs nothing but
Python and a Chromium (see browser.py). A page must move without being loaded again, say that its server is gone, go on when it is
back, and leave nothing on the console. Studies are compared, and one is deleted, by the keyboard alone. With --pictures all is
done four times: on a wide screen and a phone's, light and dark.
"""
import argparse
import json
import os
import re
import secrets
import signal
import subprocess
import sys
import time

from browser import Browser, BrowserError
from page_reader import Failure, check


class Server:
    """`settle serve` on a free port, and the same one again after it was killed. It may change studies."""

    def __init__(self, settle, storage):
        self.settle, self.storage, self.port = settle, storage, 0
        self.token, self.token_file = secrets.token_hex(16), storage + ".token"
        with open(os.open(self.token_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(self.token)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.settle, "serve", "--port", str(self.port), "--storage", self.storage, "--allow-changes",
             "--token-file", self.token_file], stderr=subprocess.PIPE, text=True)
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


def tab_to(page, selector, most=150):
    """Goes on with the Tab key to the first element that the selector finds, which must then be seen to have the focus."""
    for _ in range(most):
        page.press("Tab")
        if page.evaluate(f"document.activeElement.matches({json.dumps(selector)})"):
            check(page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), "the focus is not seen")
            return
    raise Failure(f"the Tab key does not lead to {selector}")


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
    known = len(page.problems)
    server.kill()
    wait_for(page, f"{STATE}.startsWith('The server has not answered since')", "the page does not say that it is alone")
    time.sleep(3)
    server.start()
    wait_for(page, f"{STATE} === 'Live'", "the page does not go on")
    check(page.evaluate("window.isSamePage"), "the page was loaded again")
    # What the page asked for in the moment in which the server was killed is told on the console by the browser itself.
    page.problems[known:] = [problem for problem in page.problems[known:] if "net::ERR_" not in problem]


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


def compares(page, server, name, other, look):
    """Two studies side by side, chosen in the list by the keyboard."""
    page.visit(server.address)
    wait_for_page(page, "/", "#table tbody a")
    for study in [name, other]:
        tab_to(page, f"input[value='{study}']")
        page.press(" ")
    # The list is made again while the run is at work. What is marked stays so.
    text = page.evaluate("document.getElementById('studies').textContent")
    wait_for(page, f"document.getElementById('studies')?.textContent !== {json.dumps(text)}", "the list does not move")
    check(page.evaluate("document.querySelectorAll('#table :checked').length") == 2, "the marks are lost")
    tab_to(page, "#compare button")
    page.press("Enter")
    wait_for_page(page, "/compare", "#best table")
    page.evaluate("document.getElementById('figures').scrollIntoView()")
    wait_for(page, "document.getElementById('figures')?.textContent.includes('Best so far')", "nothing is drawn")
    check(page.evaluate(NARROW), "the comparison is wider than its window")
    look("compare")
    tab_to(page, ".choices a")
    page.press("Enter")
    wait_for(page, "location.search.endsWith('&x=time')", "time is not in the address")
    wait_for_page(page, "/compare", "#best table")
    page.evaluate("document.getElementById('figures').scrollIntoView()")
    wait_for(page, "document.getElementById('figures')?.textContent.includes('time in')", "time is not drawn")


def changes(page, server, other, look):
    """A study is deleted by who has the token, after a question."""
    page.visit(f"{server.address}studies/{other}")
    check(not page.evaluate("Boolean(document.getElementById('changes'))"), "there are buttons without the token")
    page.visit(f"{server.address}studies/{other}?token={server.token}")
    wait_for_page(page, f"/studies/{other}", "#changes form")
    check(page.evaluate("location.search") == "", "the token stays in the address")
    tab_to(page, f"#changes form[action='/studies/{other}/delete'] button")
    page.press("Enter")
    wait_for(page, f"location.pathname === '/studies/{other}/delete' && document.readyState === 'complete'"
             " && Boolean(document.querySelector('#confirm button'))", "there is no question")
    look("delete")
    tab_to(page, "#confirm button")
    page.press("Enter")
    wait_for_page(page, "/", "#table tbody a")
    check(not page.evaluate(f"Boolean(document.querySelector(\"a[href='/studies/{other}']\"))"), "the study is still there")


def other_study(settle, study, storage, name):
    """A small finished study beside the one at work."""
    text = re.sub(r"^trials:.*", "trials: 100", open(study).read(), flags=re.M)
    path = f"{study}.{name}.yaml"
    with open(path, "w") as file:
        file.write(re.sub(r"^name:.*", f"name: {name}", text, flags=re.M))
    subprocess.run([settle, "run", path, "--storage", storage], check=True, capture_output=True)


def drive(settle, study, pictures):
    folder = os.path.dirname(os.path.abspath(study))
    name = re.search(r"^name: *(\S+)", open(study).read(), re.M).group(1)
    storage = os.path.join(folder, "served.sqlite")
    run = subprocess.Popen([settle, "run", study, "--storage", storage], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not os.path.exists(storage) and run.poll() is None:
        time.sleep(0.05)
    time.sleep(0.5)
    server = Server(settle, storage)
    combinations = [(1440, 900, False), (390, 844, True)]
    if pictures:
        combinations += [(1440, 900, True), (390, 844, False)]
    try:
        for width, height, dark in combinations:
            other = f"other-{width}"
            other_study(settle, study, storage, other)
            where = f"{width} pixels, {'dark' if dark else 'light'}"
            with Browser(width=width, height=height, dark=dark) as page:
                def look(what):
                    if pictures:
                        page.screenshot(os.path.join(pictures, f"{what}-{width}-{'dark' if dark else 'light'}.png"), whole=True)
                try:
                    if run.poll() is None:
                        follows(page, server, name, look)
                    comes_back(page, server)
                    shows_trial(page, server, name, look)
                    compares(page, server, name, other, look)
                    changes(page, server, other, look)
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
