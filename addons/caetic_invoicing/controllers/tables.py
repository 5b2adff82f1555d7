# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import binascii
import csv
import io
from base64 import b64decode, b64encode
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request, route

from odoo.addons.caetic_members.archive import clean_name, defuse
from odoo.addons.caetic_members.engine import EngineError
from odoo.addons.caetic_members.wizard.table import read_table

from .. import engine
from . import table_wording
from .invoices import InvoicesPortal

# Lines shown before the confirmation; the first errors come first.
SHOWN = 100


def write_cell(value):
    """Return a cell that spreadsheets of France read as it is, and never run.

    >>> write_cell(-12.5), write_cell("=1+1"), write_cell(date(2026, 6, 30))
    ('-12,50', "'=1+1", '30/06/2026')
    """
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return defuse(value or "")


class TablesPortal(InvoicesPortal):
    """Own customers from and to a spreadsheet, own documents to one."""

    # -- import -----------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/customers/import",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_customers_import(self, activity_id, **post):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_import(activity)
        content, issue = self._read_content(post)
        rows, unknown = [], []
        if not issue:
            rows, unknown, issue = self._read_customers(activity, content)
        if issue:
            return self._render_import(activity, issues=[issue], status=422)
        if post.get("do") == "confirm":
            return self._import_customers(activity, content, rows, unknown)
        return self._render_preview(activity, content, rows, unknown)

    def _read_content(self, post):
        """Return ``(bytes, issue)`` of the file sent, or of the one shown before."""
        sent = post.get("file")
        if hasattr(sent, "read"):
            content = sent.read(engine.MAX_BYTES + 1)
        else:
            try:
                content = b64decode(str(post.get("table", "")), validate=True)
            except (binascii.Error, ValueError):
                return b"", engine.Issue("file", "not_a_table")
        if not content:
            return b"", engine.Issue("file", "required")
        if len(content) > engine.MAX_BYTES:
            limit = {"limit": engine.MAX_BYTES // 1_000_000}
            return b"", engine.Issue("file", "file_too_big", limit)
        return content, None

    def _read_customers(self, activity, content):
        """Return ``(rows, unknown columns, issue of the file or None)``."""
        words = table_wording.table_words(
            request.env, activity._portal_get_known_sirets()
        )
        try:
            header, lines = read_table(content)
        except EngineError as error:
            return [], [], engine.Issue("file", error.code, error.params)
        rows, issues = engine.read_customers(header, lines, words)
        return rows, engine.unknown_columns(header, words), next(iter(issues), None)

    def _import_customers(self, activity, content, rows, unknown):
        """Write the good lines, all or none of them."""
        good = [row.customer for row in rows if not row.issues]
        try:
            with request.env.cr.savepoint():
                activity._portal_import_customers(good)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_preview(
                activity, content, rows, unknown, alert=error.args[0], status=422
            )
        url = f"/my/activities/{activity.id}/customers"
        return request.redirect(f"{url}?message=imported&count={len(good)}")

    def _render_preview(self, activity, content, rows, unknown, alert="", status=200):
        bad = [row for row in rows if row.issues]
        good = [row for row in rows if not row.issues]
        return self._render_import(
            activity,
            alert=alert,
            status=status,
            table=b64encode(content).decode(),
            unknown=unknown,
            bad_count=len(bad),
            good_count=len(good),
            rows=[
                {
                    "line": row.line,
                    "name": row.customer.name or row.raw.get("name", ""),
                    "siret": row.raw.get("siret", ""),
                    "city": row.raw.get("city", ""),
                    "errors": [
                        table_wording.row_text(request.env, issue)
                        for issue in row.issues
                    ],
                }
                for row in (bad + good)[:SHOWN]
            ],
        )

    def _render_import(self, activity, issues=(), alert="", status=200, **preview):
        texts = table_wording.file_texts(request.env, issues)
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_customer_import",
            "errors": texts,
            "alert": alert,
            "headings": list(table_wording.customer_headings(request.env).values()),
            "limit": engine.MAX_ROWS,
            "rows": [],
            "table": "",
            **preview,
        }
        return request.render(
            "caetic_invoicing.portal_my_customers_import", values, status=status
        )

    # -- export -----------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/customers/export",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_customers_export(self, activity_id, **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        headings = table_wording.customer_headings(request.env)
        write = table_wording.customer_writer(request.env)
        forms = map(self._prepare_customer_form, activity._portal_export_customers())
        rows = ([write(form)[name] for name in headings] for form in forms)
        name = request.env._("customers")
        return self._send_table(activity, name, headings.values(), rows)

    @route(
        "/my/activities/<int:activity_id>/invoices/export",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_invoices_export(self, activity_id, **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        headings = table_wording.document_headings(request.env)
        write = table_wording.document_writer(request.env)
        rows = map(write, activity._portal_export_documents())
        name = request.env._("invoices")
        return self._send_table(activity, name, headings, rows)

    def _send_table(self, activity, name, headings, rows):
        """Send a CSV whose cells no spreadsheet takes for a formula."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";")
        writer.writerow(map(write_cell, headings))
        for row in rows:
            writer.writerow(map(write_cell, row))
        filename = f"{clean_name(activity.name)}-{clean_name(name)}.csv"
        headers = [
            ("Content-Type", "text/csv; charset=utf-8"),
            ("Content-Disposition", content_disposition(filename)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(text.getvalue().encode("utf-8-sig"), headers)
