"""Converts workbooks with pyxform and says what came out, in the words of our own model.

`python convert.py FOLDER` reads every `FOLDER/<form>.xlsx` and writes `FOLDER/<form>.xml` (the XForm
that the reference engine runs) and `FOLDER/<form>.pyxform.json` (what the Rust test compares).
Not here: any judgement. Texts and expressions are handed on as the XForm has them; only references
(`/data/a`, `../a`, `current()/../a`) are written as one form, `${/data/a}`.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from pyxform.xls2xform import convert

CONTROLS = ("input", "select", "select1", "rank", "trigger", "upload", "range")
INPUT_TYPES = {"string": "text", "int": "integer"}
UPLOAD_TYPES = {"image/*": "image", "audio/*": "audio", "video/*": "video"}
OTHER_TYPES = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "range": "range",
}
RULES = ("relevant", "constraint", "required", "readonly", "calculate")
# A text in quotes, or a path: from the root, or by steps upwards.
TOKEN = re.compile(
    r"""'[^']*'|"[^"]*"|(?:current\(\)/)?(?:\.\.(?:/\.\.)*(?:/[\w.-]+)+|/data(?:/[\w.-]+)+)"""
)


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def attributes(element):
    return {name.rsplit("}", 1)[-1]: value for name, value in element.attrib.items()}


def resolve(path, context):
    """The absolute path that `../a` means at `context`; `a/b` without an anchor stays."""
    steps = path.removeprefix("current()/").split("/")
    if steps[0] == "":
        return path
    here = context.split("/")
    while steps and steps[0] == "..":
        here.pop()
        steps.pop(0)
    return "/".join(here + steps)


def references(expression, context):
    """The expression with every path to a node as `${/data/node}`."""

    def one(match):
        token = match.group()
        if token[0] in "'\"":
            inner = token[1:-1].strip()
            return f"'${{{inner}}}'" if inner.startswith("/data/") else token
        return f"${{{resolve(token, context)}}}"

    return TOKEN.sub(one, expression or "").strip()


class Form:
    """One XForm, read."""

    def __init__(self, xform):
        root = ElementTree.fromstring(xform)
        self.model = next(e for e in root.iter() if local(e) == "model")
        self.body = root.find("{http://www.w3.org/1999/xhtml}body")
        instances = [e for e in self.model if local(e) == "instance"]
        self.data = instances[0][0]
        self.lists = {e.get("id"): e for e in instances[1:]}
        self.binds = {
            e.get("nodeset"): attributes(e) for e in self.model if local(e) == "bind"
        }
        self.texts = {}
        for translation in (e for e in self.model.iter() if local(e) == "translation"):
            for text in translation:
                self.texts.setdefault(text.get("id"), {})[translation.get("lang")] = text
        self.setvalues = [attributes(e) for e in root.iter() if local(e) == "setvalue"]
        self.controls, self.repeats, self.groups = {}, {}, {}
        self.triggers = {}
        self.read_body(self.body)

    def read_body(self, parent):
        for element in parent:
            name, path = local(element), element.get("ref")
            if name == "group" and path:
                self.groups[path] = element
            if name == "repeat":
                self.repeats[element.get("nodeset")] = attributes(element)
            if name in ("group", "repeat"):
                self.read_body(element)
            if name in CONTROLS:
                self.controls[path] = element
                for inner in (e for e in element if local(e) == "setvalue"):
                    self.triggers.setdefault(inner.get("ref"), []).append(path)

    # Texts

    def written(self, element, context):
        """The text of a label with `{/data/a}` for what it repeats."""
        parts = [element.text or ""]
        for inner in element:
            if local(inner) == "output":
                path = (inner.get("value") or "").strip()
                parts.append("{" + resolve(path, context) + "}")
            parts.append(inner.tail or "")
        return "".join(parts).strip()

    def translations(self, element, context, form=None):
        """Language → text of a label, hint or message element."""
        reference = element.get("ref") if element is not None else None
        if element is None:
            return {}
        if reference is None:
            text = self.written(element, context)
            return {"default": text} if text and form is None else {}
        return self.by_id(reference[len("jr:itext('"):-2], context, form)

    def by_id(self, identifier, context, form=None):
        found = {}
        for language, text in self.texts.get(identifier, {}).items():
            for value in text:
                written = self.written(value, context)
                # pyxform writes "-" where a language has no text.
                if value.get("form") == form and written not in ("", "-"):
                    found[language] = written
        return found

    def message(self, bind, attribute, context):
        written = bind.get(attribute, "")
        if written.startswith("jr:itext('"):
            return self.by_id(written[len("jr:itext('"):-2], context)
        return {"default": references(written, context)} if written else {}

    # Nodes

    def child(self, element, name):
        return next((e for e in element if local(e) == name), None)

    def choices(self, itemset):
        """List name, filter as written, and the choices with their labels."""
        nodeset = itemset.get("nodeset")
        match = re.match(r"(?:randomize\()?instance\('([^']*)'\)/root/item(?:\[(.*)\])?", nodeset)
        name, condition = match.group(1), match.group(2) or ""
        return name, condition, [self.choice(item) for item in self.items(name)]

    def items(self, name):
        element = self.lists[name]
        return [] if element.get("src") else [e for e in element.iter() if local(e) == "item"]

    def choice(self, item):
        cells = {local(e): e for e in item}
        label = cells.get("label")
        texts = {"default": self.written(label, "")} if label is not None else {}
        if "itextId" in cells:
            texts = self.by_id(cells["itextId"].text, "")
        return {"name": cells["name"].text, "label": texts}

    def question_type(self, path, bind):
        control = self.controls.get(path)
        if control is None:
            preload = bind.get("preloadParams")
            return f"metadata {preload}" if preload else "value"
        name = local(control)
        if name == "input":
            return INPUT_TYPES.get(bind.get("type"), bind.get("type"))
        if name == "upload":
            return UPLOAD_TYPES.get(control.get("mediatype"), "file")
        return OTHER_TYPES[name]

    def node(self, element, path):
        bind = self.binds.get(path, {})
        body = self.controls.get(path, self.groups.get(path))
        entry = {"path": path, "appearance": "", "label": {}, "hint": {}, "rules": {}}
        rules = entry["rules"]
        for name in RULES:
            rules[name] = references(bind.get(name, ""), path)
        rules["constraint_message"] = self.message(bind, "constraintMsg", path)
        rules["required_message"] = self.message(bind, "requiredMsg", path)
        if body is not None:
            entry["appearance"] = body.get("appearance", "")
            entry["label"] = self.translations(self.child(body, "label"), path)
            hint = self.child(body, "hint")
            entry["hint"] = self.translations(hint, path)
            entry["guidance"] = self.translations(hint, path, "guidance")
        if path in self.controls or (path not in self.groups and len(element) == 0):
            self.question(entry, element, bind)
        else:
            entry["type"] = "repeat" if path in self.repeats else "group"
            rules["repeat_count"] = self.repeat_count(path)
        return {key: value for key, value in entry.items() if value}

    def question(self, entry, element, bind):
        path, rules = entry["path"], entry["rules"]
        entry["type"] = self.question_type(path, bind)
        rules["default_value"] = (element.text or "").strip()
        for action in (a for a in self.setvalues if a.get("ref") == path):
            if "first-load" in action.get("event", ""):
                rules["default_expression"] = references(action.get("value"), path)
            if action.get("event") == "xforms-value-changed":
                rules["calculate"] = references(action.get("value"), path)
        rules["triggers"] = self.triggers.get(path, [])
        control = self.controls.get(path)
        if control is not None and local(control) == "range":
            ends = attributes(control)
            entry["range"] = [ends.get(name) for name in ("start", "end", "step")]
        itemset = self.child(control, "itemset") if control is not None else None
        if itemset is not None:
            entry["list"], condition, entry["choices"] = self.choices(itemset)
            rules["choice_filter"] = references(condition, path)

    def repeat_count(self, path):
        written = self.counter(path)
        counter = self.binds.get(written)
        if counter is not None and written not in self.controls and written.endswith("_count"):
            return references(counter.get("calculate") or self.fixed(written), written)
        return references(written, path)

    def counter(self, path):
        """The node that says how many rows a repeat has; `""` where people add rows."""
        written = self.repeats.get(path, {}).get("count", "").strip()
        return resolve(written, path) if written else ""

    def fixed(self, path):
        names = path.split("/")[2:]
        element = self.data
        for name in names:
            element = self.child(element, name)
        return element.text or ""

    def nodes(self):
        """Every node in the order of the form, without what pyxform adds for itself."""
        counters = {self.counter(path) for path in self.repeats}
        seen, found = set(), []

        def walk(parent, path):
            for element in parent:
                here = f"{path}/{local(element)}"
                own = here == "/data/meta" or (here in counters and here not in self.controls)
                if here in seen or (own and here.endswith(("/meta", "_count"))):
                    continue
                seen.add(here)
                found.append(self.node(element, here))
                walk(element, here)

        walk(self.data, "/data")
        for entry in found:
            entry["rules"] = {k: v for k, v in entry["rules"].items() if v}
        return found


def described(xform):
    form = Form(xform)
    instance_name = form.binds.get("/data/meta/instanceName", {}).get("calculate", "")
    title = next(e for e in ElementTree.fromstring(xform).iter() if local(e) == "title")
    return {
        "title": title.text,
        "instance_name": references(instance_name, "/data/meta/instanceName"),
        "nodes": form.nodes(),
    }


def main(folder):
    for workbook in sorted(folder.glob("*.xlsx")):
        try:
            xform = convert(workbook).xform
            workbook.with_suffix(".xml").write_text(xform, encoding="utf-8")
            result = described(xform)
        except Exception as error:  # one broken form must not hide the others
            result = {"error": f"{type(error).__name__}: {error}"}
        text = json.dumps(result, ensure_ascii=False, indent=1)
        workbook.with_suffix(".pyxform.json").write_text(text, encoding="utf-8")


main(Path(sys.argv[1]))
