"""A headless Chromium that opens a page and does with it what a person would, by the DevTools protocol over a pipe.

Python's standard library alone. Whatever the page complains of on its console, and whatever it asks the network for, is
kept in `problems`.
"""
import base64
import json
import os
import pathlib
import select
import shutil
import struct
import subprocess
import tempfile
import time
import zlib

PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

KEYS = {
    "Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, ""), " ": (32, " "), "ArrowDown": (40, ""),
    "ArrowUp": (38, ""), "ArrowLeft": (37, ""), "ArrowRight": (39, ""), "Home": (36, ""), "End": (35, ""),
    "Backspace": (8, ""),
}


class BrowserError(Exception):
    pass


def program():
    """The Chromium of this machine: $CHROMIUM, or one on the PATH."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not found or not shutil.which(found):
        raise BrowserError(
            f"there is no {named or 'Chromium'} on the PATH, by which pages are tested; "
            "install the package 'chromium', or name a Chromium or Chrome with CHROMIUM=/path")
    return found


def first_row(png):
    """The colours of the first row of a picture with 8 bits a channel. In that row, a filter knows the left alone."""
    place, packed, channels = 8, b"", 3
    while place < len(png):
        size, kind = struct.unpack(">I4s", png[place:place + 8])
        content = png[place + 8:place + 8 + size]
        if kind == b"IHDR":
            width, depth, colours = struct.unpack(">I4xBB", content[:10])
            channels = {2: 3, 6: 4}[colours]
            assert depth == 8
        elif kind == b"IDAT":
            packed += content
        place += size + 12
    filtering, *row = zlib.decompress(packed)[:1 + width * channels]
    for index in range(channels, len(row)):
        # None, by the left, by what is above (nothing), by half of the left, by Paeth (the left, as all else is 0).
        left = row[index - channels]
        row[index] = (row[index] + {0: 0, 1: left, 2: 0, 3: left // 2, 4: left}[filtering]) % 256
    return [row[index:index + 3] for index in range(0, len(row), channels)]


class Browser:
    """One page of a Chromium of its own.

    width, height: of the window, in CSS pixels; below 600 wide it is a phone's. dark: whether the reader prefers it.
    """

    def __init__(self, width=1440, height=900, dark=False, timeout=60):
        self.size, self.dark, self.timeout = (width, height), dark, timeout
        self.problems = []
        self._allowed = None
        self._origin = None
        self._replies, self._events, self._buffer, self._number = {}, [], b"", 0

    def __enter__(self):
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        commands, replies = os.pipe(), os.pipe()
        arguments = [
            program(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--remote-debugging-pipe",
            f"--user-data-dir={self._profile.name}", "about:blank",
        ]
        # Chromium reads commands from descriptor 3 and answers on 4.
        script = f'exec 3<&{commands[0]} 4>&{replies[1]}; exec "$@"'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", script, "chromium", *arguments], pass_fds=(commands[0], replies[1]),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands[0]), os.close(replies[1])
        self._in, self._out = commands[1], replies[0]
        pages = self._call("Target.getTargets", session=None)["targetInfos"]
        page = next(target for target in pages if target["type"] == "page")["targetId"]
        self._session = self._call(
            "Target.attachToTarget", {"targetId": page, "flatten": True}, session=None)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"]:
            self._call(f"{domain}.enable")
        self._call("Emulation.setDeviceMetricsOverride", {
            "width": self.size[0], "height": self.size[1], "deviceScaleFactor": 1, "mobile": self.size[0] < 600})
        self._call("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if self.dark else "light"}]})
        # What is copied stays here, whatever clipboard the machine has.
        self._call("Page.addScriptToEvaluateOnNewDocument", {"source": """
            window.copiedText = null;
            Object.defineProperty(navigator, "clipboard", {
                value: {writeText: async (text) => { window.copiedText = text; }}});
            document.execCommand = () => { throw new Error("execCommand"); };"""})
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        os.close(self._in), os.close(self._out)
        self._profile.cleanup()

    # What a person does

    def open(self, path):
        """Opens a file and waits until it is loaded."""
        self._allowed = pathlib.Path(path).resolve().as_uri()
        self._events.clear()
        result = self._call("Page.navigate", {"url": self._allowed})
        if result.get("errorText"):
            raise BrowserError(f"{path} cannot be opened: {result['errorText']}")
        self._wait_for("Page.loadEventFired")

    def visit(self, address):
        """Opens a page of a server, which may ask that server, and waits until it is loaded."""
        self._origin = "/".join(address.split("/")[:3]) + "/"
        self._events.clear()
        result = self._call("Page.navigate", {"url": address})
        if result.get("errorText"):
            raise BrowserError(f"{address} cannot be opened: {result['errorText']}")
        self._wait_for("Page.loadEventFired")

    def open_window(self, address):
        """Opens a page in another window, of which nothing is read."""
        self._call("Target.createTarget", {"url": address, "newWindow": True}, session=None)

    def evaluate(self, expression):
        """The value of a JavaScript expression, a promise's where it is one."""
        result = self._call("Runtime.evaluate", {
            "expression": expression, "awaitPromise": True, "returnByValue": True, "userGesture": True})
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise BrowserError(details.get("exception", {}).get("description") or details["text"])
        return result["result"].get("value")

    def click(self, selector):
        """Clicks the middle of the first element that the selector finds, scrolled into view."""
        place = self.evaluate(f"""(() => {{
            const element = document.querySelector({json.dumps(selector)});
            if (!element) return null;
            element.scrollIntoView({{block: "center", inline: "center", behavior: "instant"}});
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2, box.width * box.height];
        }})()""")
        if not place or place[2] == 0:
            raise BrowserError(f"there is nothing to click at {selector}")
        for kind in ["mousePressed", "mouseReleased"]:
            self._call("Input.dispatchMouseEvent", {
                "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1})

    def press(self, key, shift=False):
        code, text = KEYS.get(key, (ord(key[0].upper()), key))
        event = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self._call("Input.dispatchKeyEvent", {"type": "keyDown" if text else "rawKeyDown", "text": text, **event})
        self._call("Input.dispatchKeyEvent", {"type": "keyUp", **event})

    def type(self, text):
        self._call("Input.insertText", {"text": text})

    def clipboard(self):
        """What the page copied last."""
        return self.evaluate("window.copiedText")

    # What a person sees

    def screenshot(self, path, whole=False):
        parameters = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            size = self._call("Page.getLayoutMetrics")["cssContentSize"]
            parameters["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        pathlib.Path(path).write_bytes(base64.b64decode(self._call("Page.captureScreenshot", parameters)["data"]))

    def pixels(self, x, y, width):
        """The colours, as [red, green, blue], of a row of pixels of the page as it is seen."""
        clip = {"x": x, "y": y, "width": width, "height": 1, "scale": 1}
        data = base64.b64decode(self._call("Page.captureScreenshot", {"format": "png", "clip": clip})["data"])
        return first_row(data)

    def timings(self):
        """Milliseconds from navigation to the end of loading and to the first paint."""
        return self.evaluate("""(async () => {
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const load = performance.getEntriesByType("navigation")[0].loadEventEnd;
            const paint = performance.getEntriesByName("first-contentful-paint")[0];
            return {load: load, paint: paint ? paint.startTime : null};
        })()""")

    # The protocol

    def _call(self, method, parameters=None, session="page"):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._in, data):]
        number = self._number
        self._read_until(lambda: number in self._replies, method)
        reply = self._replies.pop(number)
        if "error" in reply:
            raise BrowserError(f"{method}: {reply['error'].get('message')}")
        return reply["result"]

    def _wait_for(self, event):
        self._read_until(lambda: event in self._events, event)

    def _read_until(self, condition, what):
        deadline = time.monotonic() + self.timeout
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._out], [], [], left)[0]:
                raise BrowserError(f"Chromium did not answer for {self.timeout} s ({what})")
            data = os.read(self._out, 1 << 20)
            if not data:
                raise BrowserError(f"Chromium ended ({what})")
            *messages, self._buffer = (self._buffer + data).split(b"\0")
            for message in messages:
                self._take(json.loads(message))

    def _take(self, message):
        if "id" in message:
            self._replies[message["id"]] = message
            return
        method, parameters = message["method"], message.get("params", {})
        self._events.append(method)
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.problems.append("exception: " + (details.get("exception", {}).get("description") or details["text"]))
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ["error", "warning", "assert"]:
            words = [str(part.get("value", part.get("description"))) for part in parameters["args"]]
            self.problems.append(f"console {parameters['type']}: " + " ".join(words))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ["error", "warning"]:
            entry = parameters["entry"]
            self.problems.append(f"log {entry['level']}: {entry['text']} {entry.get('url', '')}")
        elif method == "Network.requestWillBeSent":
            url = parameters["request"]["url"]
            is_own = url.split("#")[0] == self._allowed or self._origin and url.startswith(self._origin)
            if not is_own and not url.startswith(("data:", "about:", "blob:")):
                self.problems.append(f"request: {url}")
