# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
from base64 import b64decode

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine import EngineError, parse_day, parse_number, parse_yes
from ..models.ir_fields_converter import NAMES
from .table import read_table

MODELS = {
    "members": "caetic.member",
    "activities": "caetic.activity",
    "openings": "caetic.import.opening",
}
# What an import of a thousand people does without: followers, mails, tracked values.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "import_file": True,
}
# Rows written together; one that fails is found by writing them one by one.
BATCH = 50


class CaeticImport(models.TransientModel):
    """Fill the cooperative from a table, after a check that reports every bad line.

    Odoo's own import stops after ten errors and names no column for what a constraint
    refuses. Here the rows go through the same ``load``, each checked on its own.
    """

    _name = "caetic.import"
    _description = "Import of a table"

    kind = fields.Selection(
        [
            ("members", "Members, with their journey and contracts"),
            ("activities", "Activities"),
            ("openings", "Opening balances"),
        ],
        required=True,
        default="members",
    )
    file = fields.Binary(string="CSV file", required=True, attachment=False)
    filename = fields.Char()
    policy = fields.Selection(
        [
            ("all", "Nothing, until every line is right"),
            ("good", "The good lines; the others are listed"),
        ],
        string="If some lines are wrong, write",
        required=True,
        default="all",
    )
    state = fields.Selection(
        [("draft", "File"), ("checked", "Checked"), ("done", "Written")],
        default="draft",
        readonly=True,
    )
    good_count = fields.Integer(string="Good lines", readonly=True)
    bad_count = fields.Integer(string="Lines to correct", readonly=True)
    line_ids = fields.One2many("caetic.import.line", "import_id", string="To correct")

    def action_check(self):
        """Tell every bad line; nothing is written."""
        self.ensure_one()
        return self._run(dry=True)

    def action_import(self):
        """Write the rows, all or the good ones as chosen; never a part of one."""
        self.ensure_one()
        return self._run(dry=False)

    def _run(self, dry):
        target = self.env[MODELS[self.kind]].with_context(**QUIET)
        target.check_access("create")
        table = self._read(target)
        errors = self._write_table(target, table, dry)
        bad = {error["line"] for error in errors}
        is_written = not dry and not (errors and self.policy == "all")
        self.line_ids.unlink()
        self.write(
            {
                "good_count": len(table["rows"]) - len(bad),
                "bad_count": len(bad),
                "state": "done" if is_written else "checked",
                "line_ids": [(0, 0, error) for error in errors],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a table"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    # -- reading ------------------------------------------------------------------

    def _read(self, target):
        """Return headings, names of their fields and typed rows.

        :returns: dict: ``names`` and ``labels`` by column, ``rows`` of dicts
        :raises UserError: the file is no table, or a column is unknown
        """
        try:
            header, rows = read_table(b64decode(self.file or b""))
        except EngineError as error:
            raise UserError(self._get_file_error(error)) from error
        known = self._get_names(target)
        names = [known.get(_plain(label)) for label in header]
        unknown = [label for label, name in zip(header, names, strict=True) if not name]
        if unknown:
            raise UserError(
                self.env._("Unknown columns: %(names)s.", names=", ".join(unknown))
            )
        if len(set(names)) < len(names):
            raise UserError(self.env._("Two columns have the same meaning."))
        labels = dict(zip(names, header, strict=True))
        readers = {name: self._get_reader(target, name) for name in names}
        table = {"names": names, "labels": labels, "rows": []}
        for row in rows:
            table["rows"].append(self._read_row(row, names, readers))
        return table

    def _read_row(self, row, names, readers):
        """Return a row: texts as typed, cells for ``load``, typed values, errors."""
        cells, values, errors = {}, {}, []
        for name, text in zip(names, row.cells, strict=True):
            cells[name], values[name] = text, False
            if not text:
                continue
            try:
                cells[name], values[name] = readers[name](text)
            except EngineError as error:
                errors.append((name, self._get_cell_error(error)))
        return {
            "line": row.line,
            "texts": dict(zip(names, row.cells, strict=True)),
            "cells": cells,
            "values": values,
            "errors": errors,
        }

    def _get_names(self, target):
        """Return the field of each heading: its name or its label, in two languages."""
        known = {}
        for name in target._get_import_columns():
            known.setdefault(_plain(name), name)
            for lang in ("en_US", self.env.lang):
                label = self._get_label(target.with_context(lang=lang), name)
                known.setdefault(_plain(label), name)
        return known

    def _get_label(self, target, path):
        labels = []
        for name in path.split("/"):
            if name == "id":
                labels.append(self.env._("External ID"))
                continue
            field = target._fields[name]
            labels.append(field._description_string(target.env))
            if field.relational:
                target = target.env[field.comodel_name]
        return "/".join(labels)

    def _get_reader(self, target, path):
        """Return what reads a cell: (text for ``load``, typed value)."""
        *heads, last = path.split("/")
        for name in heads:
            target = target.env[target._fields[name].comodel_name]
        field = target._fields.get(last)
        kind = field.type if field and last != "id" else "char"
        if kind == "date":
            return lambda text: _both(parse_day(text))
        if kind in ("integer", "float", "monetary"):
            return lambda text: _both(parse_number(text))
        if kind == "boolean":
            return lambda text: (str(int(parse_yes(text))), parse_yes(text))
        if kind == "selection":
            return self._get_selection_reader(field)
        return lambda text: (text, text)

    def _get_selection_reader(self, field):
        keys = {}
        for lang in ("en_US", self.env.lang):
            env = self.with_context(lang=lang).env
            for key, label in field._description_selection(env):
                keys.setdefault(_plain(key), key)
                keys.setdefault(_plain(label), key)
        labels = [label for _key, label in field._description_selection(self.env)]

        def read(text):
            if _plain(text) not in keys:
                raise EngineError("not_in_list", names=", ".join(labels))
            return _both(keys[_plain(text)])

        return read

    # -- checking and writing -----------------------------------------------------

    def _write_table(self, target, table, dry):
        """Check and write; undo it all when the caller asks or the policy says so.

        :returns: values of caetic.import.line
        """
        target = target.with_context(**{NAMES: {}})
        groups = self._group(target, table)
        self._check_rows(target, groups)
        self._check_names(target, table, groups)
        with self.env.cr.savepoint() as savepoint:
            for is_known in (False, True):
                some = [
                    group
                    for group in groups
                    if not group["errors"] and group["is_known"] == is_known
                ]
                for start in range(0, len(some), BATCH):
                    self._load_batch(target, table, some[start : start + BATCH])
            errors = [
                self._prepare_line(table, row, name, reason)
                for group in groups
                for row, name, reason in group["errors"]
            ]
            if dry or (errors and self.policy == "all"):
                savepoint.rollback()
        return errors

    def _group(self, target, table):
        """Join the rows that go on with the record above them: several members."""
        own = [name for name in table["names"] if "/" not in name]
        groups = []
        for row in table["rows"]:
            goes_on = groups and len(own) < len(table["names"])
            if goes_on and not any(row["cells"][name] for name in own):
                groups[-1]["rows"].append(row)
            else:
                groups.append({"rows": [row], "errors": []})
        for group in groups:
            group["errors"] = [
                (row, name, reason)
                for row in group["rows"]
                for name, reason in row["errors"]
            ]
        return groups

    def _check_rows(self, target, groups):
        """Add what the model refuses, and what the table says twice."""
        seen = {}
        taken = self._get_taken(target, groups)
        for group in groups:
            group["id"] = self._get_external_id(target, group["rows"][0])
        known = self._get_known(target, groups)
        for group in groups:
            first = group["rows"][0]
            group["is_known"] = group["id"] in known
            wrong = {name for _row, name, _reason in group["errors"]}
            found = target._get_import_errors(first["values"])
            found += self._get_doubles(target, first, group["id"], seen, taken)
            group["errors"] += [
                (first, name, reason) for name, reason in found if name not in wrong
            ]

    def _get_doubles(self, target, row, external_id, seen, taken):
        """Tell the values that another row, or another record, already has."""
        for name in target._import_unique:
            text = _plain(row["cells"].get(name) or "")
            if not text:
                continue
            line = seen.setdefault((name, text), row["line"])
            if line != row["line"]:
                yield name, self.env._("Already on line %(line)s.", line=line)
            elif external_id not in taken.get((name, text), [external_id]):
                yield name, self.env._("Somebody else already has it.")

    def _get_taken(self, target, groups):
        """Return the external id of whoever already has a value that is unique."""
        taken = {}
        names = [name for name in target._import_unique if name != "id"]
        if target._transient or not names:
            return taken
        domains = []
        for name in names:
            texts = {group["rows"][0]["cells"].get(name) or "" for group in groups}
            texts |= {text.lower() for text in texts}
            domains.append(Domain(name, "in", list(texts - {""})))
        everybody = target.with_context(active_test=False)
        records = everybody.search(Domain.OR(domains))
        ids = records._get_external_ids()
        for record in records:
            for name in names:
                key = (name, _plain(record[name] or ""))
                taken.setdefault(key, []).extend(ids.get(record.id, []))
        return taken

    def _get_known(self, target, groups):
        """Return the external ids that an earlier import has left."""
        ids = [group["id"] for group in groups if group["id"]]
        rows = self.env["ir.model.data"]._lookup_xmlids(ids, target)
        return {f"{row[1]}.{row[2]}" for row in rows if row[-1]}

    def _get_external_id(self, target, row):
        """Return the name by which the same row is found again: nothing comes twice."""
        if target._transient:
            return False
        told = row["cells"].get("id")
        if told:
            return told if "." in told else f"__import__.{told}"
        key = target._get_import_key(row["values"])
        digest = hashlib.sha256(_plain(key).encode()).hexdigest()[:16]
        return f"__import__.{target._table}_{digest}"

    def _check_names(self, target, table, groups):
        """Look up what the cells name, for all rows: who bears no such name is told."""
        # No record has the field that is asked for: ``load`` converts and skips them.
        looking = target.with_context(import_skip_records=["no such field"])
        for is_known in (False, True):
            some = [group for group in groups if group["is_known"] == is_known]
            if some:
                result = self._load(looking, table, some)
                self._keep_messages(table, some, result["messages"])

    def _load_batch(self, target, table, groups):
        """Load rows together; if one fails, one by one."""
        with self.env.cr.savepoint() as savepoint:
            result = self._load(target, table, groups)
            if not result["messages"]:
                return
            # A warning would leave what it speaks of.
            savepoint.rollback()
        if len(groups) == 1:
            self._keep_messages(table, groups, result["messages"])
            return
        for group in groups:
            self._load_batch(target, table, [group])

    def _load(self, target, table, groups):
        """Run Odoo's ``load`` on some records, cells of the wrong type left out.

        What is already there keeps its lines: they would come a second time.
        """
        names = [name for name in table["names"] if name != "id"]
        if groups[0]["is_known"]:
            names = [name for name in names if not _is_line(target, name)]
        data = []
        for group in groups:
            wrong = {(id(row), name) for row, name, _reason in group["errors"]}
            for row in group["rows"]:
                cells = [
                    "" if (id(row), name) in wrong else row["cells"][name]
                    for name in names
                ]
                first = row is group["rows"][0]
                data.append([group["id"] if first else "", *cells])
        if target._transient:
            return target.load(names, [cells[1:] for cells in data])
        return target.load(["id", *names], data)

    def _keep_messages(self, table, groups, messages):
        """Put what ``load`` says beside the row that it speaks of."""
        places = [(group, row) for group in groups for row in group["rows"]]
        for message in messages:
            index = (message.get("rows") or {}).get("from", 0)
            group, row = places[min(index, len(places) - 1)]
            name = self._get_column(table, message)
            told = {(id(one), column) for one, column, _reason in group["errors"]}
            if (id(row), name) not in told:
                group["errors"].append((row, name, message["message"]))

    def _get_column(self, table, message):
        """Return the column that a message of ``load`` speaks of, if it says so."""
        path = message.get("field_path") or [message.get("field") or ""]
        name = "/".join(path)
        found = [
            one for one in table["names"] if one == name or one.startswith(f"{name}/")
        ]
        return found[0] if name and found else ""

    # -- words --------------------------------------------------------------------

    def _prepare_line(self, table, row, name, reason):
        return {
            "line": row["line"],
            "column": table["labels"].get(name) or name,
            "value": row["texts"].get(name),
            "reason": reason,
        }

    def _get_file_error(self, error):
        line = error.params.get("line")
        return {
            "no_row": self.env._("The file has no line below its headings."),
            "too_many_cells": self.env._(
                "Line %(line)s has more cells than there are headings.", line=line
            ),
        }.get(
            error.code,
            self.env._(
                "The file is no CSV table (line %(line)s): save it as CSV from the "
                "spreadsheet.",
                line=line,
            ),
        )

    def _get_cell_error(self, error):
        return {
            "not_a_date": self.env._("This is no date: write 31/12/2025."),
            "not_a_number": self.env._("This is no number: write 1234,50."),
            "not_yes_or_no": self.env._("Write yes or no."),
            "not_in_list": self.env._(
                "Not in the list: %(names)s.", names=error.params.get("names")
            ),
        }[error.code]


def _is_line(target, path):
    """Tell whether a column fills lines of the record: shares, situations."""
    return target._fields[path.split("/")[0]].type == "one2many"


def _both(value):
    """Return a value as ``load`` reads it, and itself."""
    return str(value), value


def _plain(text):
    """Return a text without what people write in one way or another: case, spaces."""
    return " ".join(str(text).casefold().split())
