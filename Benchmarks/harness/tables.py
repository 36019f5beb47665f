"""Numbers and tables as Markdown."""


def table(header, rows):
    """The first column to the left, the others to the right."""
    marks = ["---"] + ["---:"] * (len(header) - 1)
    lines = [header, marks, *rows]
    return "\n".join(
        "| " + " | ".join(map(str, line)) + " |" for line in lines
    )


def number(value):
    """Three significant digits."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3g}"


def spread(value):
    """The median, and lowest to highest, as two cells."""
    return [
        number(value.median),
        f"{number(value.lowest)} to {number(value.highest)}",
    ]


def duration(seconds):
    """Milliseconds below a second."""
    if seconds < 1:
        digits = 1 if seconds < 0.1 else 0
        return f"{seconds * 1000:.{digits}f} ms"
    return f"{number(seconds)} s"
