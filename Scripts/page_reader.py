"""A reader of the page that `settle report` writes: uses the page by mouse and keyboard and checks what it shows."""
import json
import math

ROWS = 25
PARAMETERS = ["epsilon.initial", "epsilon.exponent", "lambda.initial", "lambda.exponent"]


class Failure(Exception):
    pass


def check(condition, what):
    if not condition:
        raise Failure(what)


def equal(found, expected, what):
    check(found == expected, f"{what}: found {found!r}, expected {expected!r}")


def value_of(trial, name, measure):
    """What a column has of a trial; None where it has nothing."""
    if name == "trial":
        return trial["number"]
    if name == "state":
        return trial["state"]
    if name == measure:
        return trial.get("value")
    return trial.get("parameters", {}).get(name, trial["values"].get(name))


def in_order(trials, name, measure, descending=False):
    """Numbers as the table must have them: by value, equal ones by number, those without one last, pruned by bound."""
    has = [trial for trial in trials if value_of(trial, name, measure) is not None]
    has.sort(key=lambda trial: trial["number"])
    has.sort(key=lambda trial: value_of(trial, name, measure), reverse=descending)
    rest = [trial for trial in trials if value_of(trial, name, measure) is None]
    if name == measure:
        bounded = [trial for trial in rest if trial.get("bound") is not None]
        bounded.sort(key=lambda trial: trial["bound"], reverse=descending)
        rest = bounded + [trial for trial in rest if trial.get("bound") is None]
    return [trial["number"] for trial in has + rest]


class Reader:
    """A reader of the page, who knows what the study holds."""

    def __init__(self, page, trials):
        self.page = page
        self.trials = trials
        self.measure = page.evaluate("study.measure")

    def text(self, selector):
        return self.page.evaluate(f"document.querySelector({json.dumps(selector)})?.textContent")

    def numbers(self):
        return [int(text) for text in self.page.evaluate(
            "[...document.querySelectorAll('#table tbody th')].map((cell) => cell.textContent)")]

    def has_focus(self, selector):
        return self.page.evaluate(f"document.activeElement === document.querySelector({json.dumps(selector)})")

    def is_open(self):
        return self.page.evaluate("document.getElementById('trial').open")

    def wait_for(self, condition, what):
        """Events may come a moment after the key that makes them."""
        for _ in range(200):
            if self.page.evaluate(condition):
                return
            self.page.evaluate("new Promise((done) => setTimeout(done, 10))")
        raise Failure(what)

    def closes(self, key="Escape"):
        self.page.press("Escape") if key == "Escape" else self.page.click(key)
        self.wait_for(
            "!document.getElementById('trial').open && location.hash === ''", f"{key} does not close the trial")

    # Layout

    def looks(self, dark, is_fresh=False):
        width, inner = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        check(width <= inner, f"the page is {width} wide, and the window {inner}")
        ground = self.page.evaluate("getComputedStyle(document.body).backgroundColor")
        equal(ground, "rgb(21, 23, 26)" if dark else "rgb(255, 255, 255)", "the page's ground")
        inks = self.page.evaluate("""[...document.querySelectorAll('svg.figure > rect:first-of-type')]
            .map((ground) => getComputedStyle(ground).fill)""")
        check(inks and set(inks) == {ground}, f"the figures' ground is {set(inks)}, the page's {ground}")
        shift = self.page.evaluate("""new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
                .observe({type: 'layout-shift', buffered: true});
            setTimeout(() => done(sum), 100);
        })""")
        check(not is_fresh or shift < 0.01, f"the layout shifts by {shift} while the page opens")
        best = min((t for t in self.trials if t["state"] == "complete"), key=lambda t: (t["value"], t["number"]))
        check(self.page.evaluate(f"""(() => {{
            const box = document.querySelector('.winner [href="#trial-{best['number']}"]').getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
        }})()"""), "the winner is not on the first screen")

    # The table

    def sorts(self):
        columns = self.page.evaluate("[...document.querySelectorAll('#table thead th')].map((c) => c.dataset.column)")
        check({"trial", "state", self.measure, *PARAMETERS} <= set(columns), f"the table has the columns {columns}")
        equal(self.numbers(), in_order(self.trials, self.measure, self.measure)[:ROWS], "the order of a fresh page")
        for name in columns:
            header = f'#table th[data-column="{name}"]'
            if name == self.measure:
                self.page.click(f'#table th[data-column="trial"] button')
            for descending in [False, True]:
                self.page.click(f"{header} button")
                way = "descending" if descending else "ascending"
                equal(self.page.evaluate(f"document.querySelector({json.dumps(header)}).ariaSort"), way, f"{name}")
                others = self.page.evaluate("document.querySelectorAll('#table th:not([aria-sort=none])[scope=col]').length")
                equal(others, 1, "columns that say that the table is sorted by them")
                equal(
                    self.numbers(), in_order(self.trials, name, self.measure, descending)[:ROWS],
                    f"the first rows, {way} by {name}")

    def pages(self):
        expected = in_order(self.trials, "finalError", self.measure)
        self.page.click('#table th[data-column="finalError"] button')
        last = (len(expected) - 1) // ROWS
        for button, page in [("1", 1), ("1", 2), ("-1", 1), ("Infinity", last), ("1", last), ("-Infinity", 0), ("-1", 0)]:
            self.page.click(f'#pages button[data-to="{button}"]')
            rows = expected[page * ROWS:(page + 1) * ROWS]
            equal(self.numbers(), rows, f"the rows of page {page + 1}")
            first = page * ROWS + 1
            equal(
                self.text("#pages .where"), f"{first:,} to {first + len(rows) - 1:,} of {len(expected):,}",
                "where the reader is")
        equal(self.page.evaluate("document.querySelector('#pages [data-to=\"-1\"]').ariaDisabled"), "true", "Previous")

    def filters(self):
        states = {trial["state"] for trial in self.trials}
        check(len(states) >= 3, f"the study has trials of the states {states} only")
        for state in sorted(states) + [""]:
            self.page.click(f'input[name=state][value="{state}"]')
            chosen = [trial for trial in self.trials if state in ("", trial["state"])]
            equal(self.numbers(), in_order(chosen, "finalError", self.measure)[:ROWS], f"the rows of '{state}'")
            check(self.text("#pages .where").endswith(f" of {len(chosen):,}"), f"where the reader is among '{state}'")

    # A trial

    def sees(self, trial):
        """The view of this trial, and all of it."""
        check(self.is_open(), f"trial {trial['number']} does not open")
        equal(self.text("#trial-title"), f"Trial {trial['number']}", "the view's title")
        equal(self.page.evaluate("location.hash"), f"#trial-{trial['number']}", "the address")
        facts = dict(self.page.evaluate("""[...document.querySelectorAll('#trial-content dt')]
            .map((term) => [term.textContent, term.nextElementSibling.textContent])"""))
        for name in ["epsilon", "lambda", "state", "reason"]:
            if trial.get(name) is not None:
                equal(facts.get(name), trial[name], name)
        # The text of a schedule stands for the parameters in it.
        parts = [name for name in trial["parameters"] if name.partition(".")[0] in ("epsilon", "lambda")]
        equal([name for name in parts if name in facts], [], f"what is told twice of trial {trial['number']}")
        others = {name: value for name, value in trial["parameters"].items() if name not in parts}
        numbers = {**trial["values"], **others}
        # Beside a bound the page leaves the last value out.
        told = [(self.measure, "value"), ("bound", "bound")] + ([] if "bound" in trial else [("last value", "lastValue")])
        numbers.update({name: trial[key] for name, key in told if key in trial})
        for name, number in numbers.items():
            found = facts.get(name, "nothing")
            equal(found if isinstance(number, str) else float(found), number, f"{name} of trial {trial['number']}")
        lines = self.page.evaluate("[...document.querySelectorAll('#trial-content svg .line0')].map((l) => l.getAttribute('d'))")
        if trial["state"] == "complete":
            check(len(lines) == 1 and lines[0].count("L") > 5, f"the curve of trial {trial['number']} is {lines}")
            check("NaN" not in lines[0], "the curve has no places")
        else:
            equal(lines, [], f"curves of a trial that is {trial['state']}")

    def opens(self):
        page = self.page
        by_number = {trial["number"]: trial for trial in self.trials}
        for state in sorted({trial["state"] for trial in self.trials}):
            page.click(f'input[name=state][value="{state}"]')
            number = self.numbers()[0]
            page.click("#table tbody tr:first-child td:nth-child(2)")
            self.sees(by_number[number])
            self.closes()
        page.click('input[name=state][value=""]')

        # By keyboard: from the last header to the first trials, and into one.
        page.evaluate("document.querySelector('#table thead th:last-child button').focus()")
        page.press("Tab")
        check(self.has_focus("#table tbody tr:first-child button"), "Tab does not lead from the header to a trial")
        check(page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", "the focus is not seen")
        page.press("ArrowDown")
        check(self.has_focus("#table tbody tr:nth-child(2) button"), "the arrow does not lead to the next trial")
        numbers = self.numbers()
        page.press("Enter")
        self.sees(by_number[numbers[1]])
        for button, place in [("trial-after", 2), ("trial-before", 1), ("trial-before", 0)]:
            page.evaluate(f"document.getElementById('{button}').focus()")
            page.press("Enter")
            self.sees(by_number[numbers[place]])
        check(page.evaluate("document.getElementById('trial-before').disabled"), "there is one before the first")
        self.closes()
        check(self.has_focus("#table tbody tr:nth-child(2) button"), "the focus does not come back to the table")

        # By number, by the link of the best, and by address.
        other = self.trials[len(self.trials) // 2]
        page.evaluate("document.querySelector('#find input').focus()")
        page.type(str(other["number"]))
        page.press("Enter")
        self.sees(other)
        self.closes("#trial-close")
        page.click(".winner a")
        self.wait_for("document.getElementById('trial').open", "the link of the best does not open it")
        best = by_number[in_order(self.trials, self.measure, self.measure)[0]]
        self.sees(best)
        equal(self.text("#trial-replay"), f"settle replay {page.evaluate('study.study')} {best['number']}", "the command")
        page.click("#trial-content .copy")
        equal(page.clipboard(), self.text("#trial-replay"), "the copied command")
        self.closes()

    # What is copied

    def copies(self):
        best = next(t for t in self.trials if t["number"] == in_order(self.trials, self.measure, self.measure)[0])
        count = self.page.evaluate("document.querySelectorAll('.best > li').length")
        check(count >= 2, f"{count} of the best are listed")
        copied = {}
        for place, language in enumerate(["Text", "JSON", "Python", "Swift"]):
            button = f'.best > li:first-child button[data-copies="form-0-{place}"]'
            equal(self.text(button), language, "the button")
            self.page.click(button)
            copied[language] = self.page.clipboard()
            equal(copied[language], self.text(f"#form-0-{place}"), f"the copied {language}")
            equal(self.text(button), "Copied", "what the button says")
            equal(self.text("#told"), "Copied", "what is told to those who do not see it")
        quantizer = best["parameters"]["quantizer"]
        equal(
            copied["Text"], f"{{epsilon: {best['epsilon']}, lambda: {best['lambda']}, quantizer: {quantizer}}}", "Text")
        entry = json.loads(copied["JSON"])["schedules"][0]
        equal([entry["trial"], entry["value"], entry["values"]], [best[k] for k in ["number", "value", "values"]], "JSON")
        equal([entry["epsilon"], entry["lambda"]], [best["epsilon"], best["lambda"]], "JSON's schedules")
        functions = {}
        exec(copied["Python"], functions)
        for function, name in [("epsilon", "epsilon"), ("lambda_", "lambda")]:
            parameters = best["parameters"]
            for step in [1, 2, 17, 1000]:
                if f"{name}.constant" in parameters:
                    expected = parameters[f"{name}.constant"]
                else:
                    expected = parameters[f"{name}.initial"] / math.pow(step, parameters[f"{name}.exponent"])
                equal(functions[function](step), expected, f"Python's {function}({step})")
        check(copied["Swift"].startswith("import SpikingDynamics\n"), "Swift")
        self.page.click("[data-copies=definition]")
        equal(self.page.clipboard(), self.text("#definition"), "the copied definition")
        return copied
