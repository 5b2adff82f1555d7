# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The calls of the matrix: each generic method, each public method, on each model."""

import os
from dataclasses import dataclass, field, replace
from datetime import date
from zlib import crc32

from arguments import arguments

DOORS = ("call_kw", "json/2")
# How a method says in words that something cannot be done now.
IN_WORDS = (".UserError", ".ValidationError", ".RedirectWarning")
# The right that a generic method needs.
RIGHTS = {
    "copy": "create",
    "create": "create",
    "name_create": "create",
    "unlink": "unlink",
    "web_save": "write",
    "write": "write",
}
# A method that models inherit as it is is called on so many of them.
SAMPLED = 3
# Of the models that are Odoo's alone and hold nothing of the two sides, one of so many
# is tried in a run, another one tomorrow; all of them in ``--full``.
SHARE = 1 if os.environ.get("CAETIC_SIZE") == "full" else 4
DAY = int(os.environ.get("CAETIC_SEED") or date.today().toordinal())
TURN = DAY % SHARE


@dataclass
class Call:
    """One call of a method.

    :ivar ids: None for a method of the model itself
    :ivar must: ``give nothing``, ``match nothing`` even if it may break, ``be
        refused``, ``answer`` in words at least, or empty: may answer what it likes, as
        long as it tells and changes nothing
    :ivar right: the right that a refused call lacks, in the words of Odoo
    """

    model: str
    method: str
    ids: list | None = None
    values: dict = field(default_factory=dict)
    must: str = ""
    right: str = ""
    door: str = "call_kw"

    def __str__(self):
        on = "" if self.ids is None else str(self.ids[:3])
        values = str(self.values)[:80] if self.values else ""
        return f"{self.door} {self.model}.{self.method}{on} {values}"

    def by(self, visitor):
        answer = self._send(visitor)
        if self.right and not (answer.refused or answer.done):
            # Odoo stumbled over the values before it asked for the right.
            ids, right = self.ids or [], {"operation": self.right}
            asked = {"method": "has_access", "ids": ids, "values": right}
            return replace(self, **asked, right="").by(visitor)
        return answer

    def _send(self, visitor):
        if self.door == "call_kw":
            values = dict(self.values)
            args = [] if self.ids is None else [self.ids]
            if self.method == "create":
                # The door looks at the first argument of this one, by whatever name.
                args = [values.pop(next(iter(values)))]
            return visitor.call(self.model, self.method, args, values)
        ids = {} if self.ids is None else {"ids": self.ids}
        return visitor.call2(self.model, self.method, {**ids, **self.values})

    def judge(self, answer):
        """Yield what is wrong with an answer."""
        if answer.refused or not self.must or self.is_no_export(answer):
            return
        if not answer.done:
            if not self.may_break(answer):
                yield f"breaks: {answer.error} {answer.message}"
        elif self.must == "be refused" and answer.result is not False:
            yield f"is not refused: {answer.text[:120]}"
        elif self.must.endswith("nothing") and not is_empty(answer):
            yield f"answers {answer.text[:120]}"

    def may_break(self, answer):
        in_words = self.must == "answer" and answer.error.endswith(IN_WORDS)
        return in_words or self.must == "match nothing"

    def is_no_export(self, answer):
        """Who may export nothing at all is told so in another way."""
        return self.method == "export_data" and answer.error.endswith(".UserError")


def some_of(ids):
    """The first record and another one, tomorrow a third; all of them in ``--full``."""
    if SHARE == 1 or len(ids) < 3:
        return ids
    return [ids[0], ids[1 + DAY % (len(ids) - 1)]]


def tried_models(world):
    """``{name: description}`` of what this run tries: ours, and what is of a side."""
    owned = world.alix["rows"].keys() | world.basile["rows"].keys()
    return {
        name: model
        for name, model in world.models.items()
        if model["ours"] or name in owned or crc32(name.encode()) % SHARE == TURN
    }


def by_each_door(calls):
    for call in calls:
        yield from (replace(call, door=door) for door in DOORS)


def is_empty(answer):
    """Tell whether an answer holds no record: lists, counts, groups."""
    result = answer.result
    if isinstance(result, dict):
        result = result.get("records", result.get("groups", result.get("datas")))
    if isinstance(result, list):
        return not any(_has_records(item) for item in result)
    return not result


def _has_records(item):
    if isinstance(item, dict) and "__extra_domain" in item:
        return bool(item["__count"])
    return bool(item)


def named_reads(world, side):
    """Each generic way to read the records of a side, by their identifiers."""
    for model, ids in side["rows"].items():
        yield from reads(model, ids, columns(world.models[model]))


def grouping(fields):
    """A field that any model can be grouped by."""
    return [name for name in fields if name.endswith(("create_uid", "partner_id"))][:1]


def columns(model):
    """Fields that no group keeps for itself and that are columns."""
    fields = model["fields"].items()
    return [name for name, f in fields if f["column"] and not f["groups"]]


def reads(model, ids, fields):
    only, name = {"domain": [("id", "in", ids)]}, ["display_name"]
    groups = {**only, "groupby": grouping(fields), "aggregates": ["__count"]}
    by_id = [
        ("read", {"fields": name}),
        ("web_read", {"specification": {"display_name": {}}}),
        ("export_data", {"fields_to_export": [".id", "display_name"]}),
    ]
    by_domain = [
        ("search", only),
        ("search_count", only),
        ("search_read", {**only, "fields": name}),
        ("web_search_read", {**only, "specification": {"display_name": {}}}),
        ("name_search", only),
        ("formatted_read_group", groups),
        ("formatted_read_group", {**groups, "groupby": []}),
        ("web_read_group", groups),
        ("read_group", {**only, "fields": [], "groupby": grouping(fields)}),
    ]
    calls = [Call(model, method, ids, values) for method, values in by_id]
    calls += [Call(model, method, None, values) for method, values in by_domain]
    for call in calls:
        yield replace(call, must="give nothing")


def row_reads(world, side):
    """Each record is read, all its columns: not the first of its model alone."""
    for model, ids in side["rows"].items():
        values = {"fields": columns(world.models[model])}
        for number in ids:
            yield Call(model, "read", [number], values, "give nothing")


def wide_reads(world):
    """Reads of whatever there is: nothing of the other may be among it."""
    for name, model in tried_models(world).items():
        if not model["abstract"]:
            yield from _wide_reads(name, columns(model))


def _wide_reads(model, fields):
    groups = {"domain": [], "groupby": grouping(fields), "aggregates": ["__count"]}
    wide = {"domain": [], "limit": 500, "fields": ["display_name", *fields]}
    yield Call(model, "search_read", None, wide)
    yield Call(model, "name_search", None, {"name": "SECRET"})
    yield Call(model, "formatted_read_group", None, groups)


def generic_writes(world, side):
    """Each generic way to change the records of a side."""
    for model, ids in side["rows"].items():
        yield from writes(model, ids, text_field(world.models[model]))


def text_field(model):
    """A field to write, whatever the model: its name, or another text."""
    fields = [n for n in columns(model) if n not in ("id", "create_date", "write_date")]
    texts = [n for n in fields if model["fields"][n]["type"] in ("char", "text")]
    return "name" if "name" in texts else (texts or fields or ["id"])[0]


def writes(model, ids, text):
    values, first = {text: "x"}, ids[:1]
    save = {"vals": values, "specification": {}}
    calls = [
        ("create", "create", None, {"vals_list": [values]}),
        ("create", "name_create", None, {"name": "x"}),
        ("create", "web_save", [], save),
    ]
    if ids:
        calls += [
            ("write", "write", first, {"vals": values}),
            ("write", "web_save", first, save),
            ("create", "copy", first, {}),
            ("unlink", "unlink", first, {}),
        ]
    for right, method, on, vals in calls:
        yield Call(model, method, on, vals, "be refused", right)
    # A write may be refused for what it would change elsewhere: the right is asked too.
    for right in ("create", "write", "unlink"):
        yield Call(model, "has_access", first, {"operation": right}, "be refused")


def writes_anywhere(world):
    """Each generic way to change a record, on one that exists, in every model."""
    for name, model in tried_models(world).items():
        if not model["abstract"]:
            yield from writes(name, model["some"], text_field(model))


def row_writes(world, side):
    """Each record is written and deleted, not the first of its model alone."""
    for model, ids in side["rows"].items():
        values = {"vals": {text_field(world.models[model]): "x"}}
        for number in ids:
            yield Call(model, "write", [number], values, "be refused", "write")
            yield Call(model, "unlink", [number], {}, "be refused", "unlink")


def method_calls(world, side, other=None, chosen=bool, sampled=SAMPLED, every=False):
    """Each public method there is, on the records of a side.

    A method that models inherit as it is is called on a few of them, our own on two
    records, on every one in ``--full``.

    :param other: whose identifiers are given as arguments
    :param chosen: which methods, by their description
    :param every: on every record, whatever the size of the run
    """
    seen, tried = {}, tried_models(world)
    for model in sorted(tried, key=lambda name: (name not in side["rows"], name)):
        facts = tried[model]
        ids = side["rows"].get(model, facts["some"] or [1])
        for method, description in facts["methods"].items():
            key = (description["module"], method)
            seen[key] = seen.get(key, 0) + 1
            if not chosen(description):
                continue
            if description["ours"] or seen[key] <= sampled:
                values = arguments(description, method, other or side)
                chosen_ids = ids if every else some_of(ids)
                yield from _on_records(model, method, description, chosen_ids, values)


def _on_records(model, method, description, ids, values):
    must = "answer" if description["ours"] else ""
    right = RIGHTS.get(method, "")
    if description["on_model"]:
        yield Call(model, method, None, values, must, right)
        return
    for number in ids if description["ours"] else ids[:1]:
        yield Call(model, method, [number], values, must, right)
