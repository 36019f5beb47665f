"""Turns the pages of docs/ into articles of a DocC catalog: links between pages become links between articles, and the
index in docs/README.md becomes the topics of the landing page."""
import json
import re
import shutil
import subprocess

from documentation_keys import key_pages

FENCE = re.compile(r"^\s*```")


def slug(heading):
    """The fragment that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def fragments(text):
    """DocC's fragments of a page's headings, by GitHub's."""
    headings = re.findall(r"^#{2,6} (.+)$", text, re.MULTILINE)
    return {slug(each): re.sub(r"[^\w-]+", "-", re.sub("[\"'`’]", "", each.strip())).strip("-") for each in headings}


def rewritten(text, page, pages):
    """The text with links that DocC resolves. A link to a file that is no page keeps its words alone."""

    def link(match):
        words, target = match.group(1), match.group(2)
        if "://" in target:
            return match.group(0)
        path, _, fragment = target.partition("#")
        name = path.removesuffix(".md") or page
        if name not in pages:
            return words
        if fragment:
            return f"[{words}](doc:{name}#{fragments(pages[name])[fragment]})"
        return f"<doc:{name}>" if words.removesuffix(".md") == name else f"[{words}](doc:{name})"

    lines, in_code = [], False
    for line in text.split("\n"):
        in_code ^= bool(FENCE.match(line))
        is_code = in_code or line.startswith("    ")
        lines.append(line if is_code else re.sub(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)", link, line))
    return "\n".join(lines)


def topics(index, generated):
    """The groups of the index, each with its pages in order; generated pages follow the one that they belong to."""
    lines = ["## Topics"]
    for line in index.split("\n"):
        if group := re.fullmatch(r"\*\*(.+)\*\*", line):
            lines += ["", f"### {group.group(1)}", ""]
        elif row := re.match(r"\| \[[^\]]+\]\((\S+)\.md\)", line):
            lines += [f"- <doc:{name}>" for name in [row.group(1), *generated.get(row.group(1), [])]]
    return "\n".join(lines) + "\n"


def with_pictures(text, docs, target):
    """The text with its pictures, which are copied into the catalog, under the names that DocC finds."""

    def picture(match):
        path = (docs / match.group(2)).resolve()
        name = "-".join(path.relative_to(docs.parent.resolve()).parts)
        shutil.copyfile(path, target / name)
        return f"![{match.group(1)}]({name})"

    return re.sub(r"!\[([^\]]*)\]\(([^)\s]+)\)", picture, text)


def write_articles(catalog, docs, target, settle):
    """Writes a catalog with the landing page of `catalog` and an article for each page of `docs`.

    `settle` is the program, whose schema of study files becomes pages of its own.
    """
    shutil.copytree(catalog, target)
    pages = {path.stem: path.read_text() for path in sorted(docs.glob("*.md")) if path.name != "README.md"}
    for name, text in pages.items():
        (target / f"{name}.md").write_text(with_pictures(rewritten(text, name, pages), docs, target))
    generated = {}
    schema = subprocess.run([settle, "schema"], text=True, capture_output=True)
    if schema.returncode == 0:
        keys = key_pages(json.loads(schema.stdout))
        for name, text in keys.items():
            (target / f"{name}.md").write_text(text)
        generated["study-files"] = list(keys)
    landing = target / "Settle.md"
    landing.write_text(landing.read_text() + "\n" + topics((docs / "README.md").read_text(), generated))
