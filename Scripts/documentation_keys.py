"""Turns the JSON Schema of study files, which `settle schema` makes from the tables that the readers use, into an
article: every key with its values, its default and its meaning."""

PAGE = "study-file-keys"


def key_pages(schema):
    """The articles, by name."""
    return {PAGE: KeyPage(schema).text()}


class KeyPage:
    def __init__(self, schema):
        self.schema = schema
        self.forms = schema.get("$defs", {})
        self.sections = []
        self.tables = {}
        self.headed = set()

    def text(self):
        # What depends on the kind of study has sections of its own.
        for kind in self.schema.get("allOf", []):
            name = kind["if"]["properties"]["objective"]["required"][0]
            for key, value in kind["then"]["properties"].items():
                if value is False:
                    continue
                self.head(f"{name}: {key}", value)
        by_kind, self.sections = self.sections, []
        self.mapping("The file", self.schema)
        own, self.sections = self.sections, []
        for name, form in self.forms.items():
            self.head(name, form)
        return "\n".join([
            "# Study files, key by key", "",
            "All keys of a study file. This page is made from the tables by which Settle reads study files.", "",
            *own, *by_kind, *self.sections])

    def mapping(self, title, form):
        """A section with a table of keys, then the sections of mappings among their values."""
        forms = self.tables.setdefault(title, [])
        if form in forms:
            return
        forms.append(form)
        required = set(form.get("required", []))
        one_of = [choice["required"][0] for choice in form.get("oneOf", [])]
        if len(forms) > 1 or title not in self.headed:
            self.sections += [f"## {title}" + (f", form {len(forms)}" if len(forms) > 1 else ""), ""]
        if one_of:
            self.sections += ["Exactly one of " + ", ".join(f"`{key}`" for key in one_of) + ".", ""]
        self.sections += ["| key | value | without it | meaning |", "|---|---|---|---|"]
        path = "" if title == "The file" else f"{title}."
        for key, value in form["properties"].items():
            default = "required" if key in required else text(value["default"]) if "default" in value else ""
            row = [f"`{key}`", self.values(value), default, value.get("description", "")]
            self.sections.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
        self.sections.append("")
        for key, value in form["properties"].items():
            self.parts(path + key, value)

    def parts(self, title, form):
        """The sections of the mappings that a value may be, or may have in it."""
        for part in [form, *form.get("anyOf", []), form.get("items", {})]:
            if part is not form and ("anyOf" in part or "items" in part):
                self.parts(title, part)
            elif "properties" in part:
                self.mapping(title, part)
            elif isinstance(part.get("additionalProperties"), dict):
                self.parts(f"{title}, by name", part["additionalProperties"])

    def head(self, title, form):
        """A section of a value that may be no mapping, then the sections of mappings among its forms."""
        if "properties" in form:
            self.mapping(title, form)
            return
        self.headed.add(title)
        self.sections += [f"## {title}", ""]
        if "description" in form:
            self.sections += [form["description"], ""]
        values = dict.fromkeys(self.values(each) for each in form.get("anyOf", [form]))
        self.sections += [f"- {each}" for each in values]
        self.sections.append("")
        self.parts(title, form)

    def values(self, form):
        """The values of a form in words."""
        if "$ref" in form:
            name = form["$ref"].rsplit("/", 1)[1]
            return f"[{name}](doc:{PAGE}#{name})"
        if "anyOf" in form:
            return "; or ".join(dict.fromkeys(self.values(each) for each in form["anyOf"]))
        if "enum" in form:
            return ", ".join(f"`{text(each)}`" for each in form["enum"])
        kind = form.get("type")
        if isinstance(kind, list):
            return "text" if "pattern" not in form else f"text of the form `{form['pattern']}`"
        if kind in ("integer", "number"):
            return ("a whole number" if kind == "integer" else "a number") + limits(form)
        if kind == "array":
            most, least = form.get("maxItems"), form.get("minItems")
            count = f", {least} or more" if least and not most else f", {least or 0} to {most}" if most else ""
            return f"a list{count}: {self.values(form['items'])}"
        if kind == "object" and "properties" in form:
            return "keys: " + ", ".join(f"`{key}`" for key in form["properties"])
        if kind == "object":
            return "names, each with " + self.values(form["additionalProperties"])
        return {"boolean": "true or false", "null": "nothing"}.get(kind, "depends on the kind of study")


def limits(form):
    if "exclusiveMinimum" in form:
        return f" above {form['exclusiveMinimum']}"
    least, most = form.get("minimum"), form.get("maximum")
    if least is None or most is None:
        return ""
    return f", {least:,} to {most:,}" if most < 2**31 else f" from {least:,}"


def text(value):
    """A value as YAML writes it in a line."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, list):
        return "[" + ", ".join(map(text, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text(each)}" for key, each in value.items()) + "}"
    return str(value)
