# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The requests of the matrix: each route of the server, filled with somebody's records.

The routes come from the server's own map; what each argument means, from its name.
"""

import itertools
import json
import os
import re
from dataclasses import dataclass, field

from arguments import ID_NAMES, MODEL_NAMES, VALUES, identifiers

# They end the visit or close the account, speak to other sites, wait for news, keep a
# list of public pages, or are the doors of calls.py. The rest is tried.
LEFT_OUT = re.compile(
    r"/web/session/(logout|destroy|authenticate)|/my/deactivate_account|"
    r"/web_unsplash/|tenor|/discuss/gif|generate_text|link_preview|get_ice_servers|"
    r"media_library|library_media|/mail/message/translate|/websocket|"
    r"/dataset/call_|/json/2|/jsonrpc|/xmlrpc|/web/set_profiling|/sitemap\.xml"
)
# Requests of one function of ours, by each path; of Odoo's by the first path and the
# first method (some of them, but in ``--full``); a few of Odoo's by its other ones.
ALL = 60
MANY = ALL if os.environ.get("CAETIC_SIZE") == "full" else ALL // 5
FEW = 4
# Ways to fill a route that are looked at to choose from.
MOST = 5000
# Arguments that are records, which only a path can name.
RECORDS = ("customer", "invoices", "moves", "partner")
# Arguments that are files of a form.
FILES = ("ufile", "file")


@dataclass
class Visit:
    """One request.

    :ivar kind: ``get``, ``post`` or ``json``
    :ivar ours: whether the page is one of ours: it never breaks
    :ivar files: names of the fields that hold a file
    :ivar route: path with the names of its arguments
    """

    kind: str
    path: str
    values: dict = field(default_factory=dict)
    ours: bool = False
    token: bool = True
    files: tuple = ()
    route: str = ""

    def __str__(self):
        return f"{self.kind} {self.path} {str(self.values)[:90] if self.values else ''}"

    def by(self, visitor):
        if self.kind == "get":
            return visitor.get(self.path, **self.values)
        if self.kind == "json":
            return visitor.json(self.path, self.values)
        return visitor.post(self.path, self.values, self.token, self.files)

    def judge(self, answer):
        """Yield what is wrong with an answer."""
        if self.ours and (answer.status >= 500 or answer.status == 400):
            yield f"breaks: {answer.status}"


def visits(routes, side, many=MANY):
    """Each request that the routes allow, on the records of a side.

    :param many: how many records each route of Odoo is tried on
    """
    seen = set()
    for route in routes:
        if LEFT_OUT.search(route["path"]):
            continue
        for kind in _kinds(route):
            again = route["function"] in seen
            seen.add(route["function"])
            limit = ALL if route["ours"] else min(FEW, many) if again else many
            for chosen in spread(fill(route, side), limit):
                yield _request(route, kind, chosen)


def spread(ways, limit):
    """Choose so many of them, from the first to the last."""
    ways = list(itertools.islice(ways, MOST))
    return ways[:: -(-len(ways) // limit)] if ways else []


def _kinds(route):
    if route["type"] == "jsonrpc":
        return ["json"]
    return [method.lower() for method in route["methods"]]


def _request(route, kind, chosen):
    path = re.sub(
        r"<(?:[^:<>]+:)?(\w+)>", lambda found: str(chosen[found[1]]), route["path"]
    )
    files = tuple(name for name in FILES if name in chosen and kind == "post")
    apart = {*route["arguments"], *files}
    rest = {name: value for name, value in chosen.items() if name not in apart}
    more = {"files": files, "route": route["path"]}
    return Visit(kind, path, rest, route["ours"], **more)


def fill(route, side):
    """Yield what the arguments of a route may be, as dictionaries."""
    by_name = [name for name in route["parameters"] if name not in RECORDS]
    names = [*dict.fromkeys([*route["arguments"], *by_name])]
    needed = [*route["arguments"], *route["needed"]]
    values = {**VALUES, "data": "eA==", **_forged(route)}
    fixed = {name: values.get(name, 1) for name in needed}
    fixed |= {name: values[name] for name in names if name in values}
    models, ids = set(names) & set(MODEL_NAMES), set(names) & set(ID_NAMES)
    if models and ids:
        for model, number in targets(side):
            chosen = {name: model for name in models} | {name: number for name in ids}
            yield {**fixed, **_first(names, side), **chosen}
        return
    known = identifiers(side)
    known["id"] = known["attachment_id"]
    known["res_id"] = known["message_id"]
    known |= {"access_token": ["", "wrong", side["tokens"][0][::-1]]}
    known |= {"report_type": ["", "pdf"]}
    lists = {name: known[name] for name in names if name in known}
    for chosen in itertools.product(*lists.values()):
        yield {**fixed, **dict(zip(lists, chosen, strict=True))}


def _forged(route):
    """What a form sends under the name of a number that the path has elsewhere."""
    return {} if "page" in route["arguments"] else {"page": "x"}


def _first(names, side):
    known = identifiers(side)
    return {
        name: known[name] if name.endswith("_ids") else known[name][0]
        for name in names
        if name in known
    }


def targets(side):
    """``(model, identifier)``: each document, a record of each model, each file."""
    rows = side["rows"]
    yield from (("account.move", number) for number in rows["account.move"])
    yield from ((model, ids[0]) for model, ids in rows.items())
    yield from (("ir.attachment", number) for number in rows["ir.attachment"])


def packed_visits(side):
    """Routes whose arguments are packed: exports, reports, the talk of a document."""
    for model, number in targets(side):
        columns = [{"name": "display_name", "label": "Name"}]
        data = {"model": model, "fields": columns, "ids": [number], "domain": []}
        packed = json.dumps({**data, "import_compat": False, "groupby": []})
        yield Visit("post", "/web/export/csv", {"data": packed})
        yield Visit("post", "/web/export/xlsx", {"data": packed})
        asked = ["followers", "attachments", "messages", "suggestedRecipients"]
        thread = {"thread_model": model, "thread_id": number, "request_list": asked}
        for path in ("/mail/data", "/mail/action"):
            yield Visit("json", path, {"fetch_params": [["mail.thread", thread]]})
    for number in side["documents"].values():
        for kind in ("pdf", "text"):
            path = f"/report/{kind}/account.report_invoice/{number}"
            data = json.dumps([path, f"qweb-{kind}"])
            yield Visit("post", "/report/download", {"data": data})
