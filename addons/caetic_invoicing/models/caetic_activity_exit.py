# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError

# Documents read at once: what memory holds of 20,000.
SLICE = 500
CUSTOMER_FIELDS = (
    "name",
    "is_company",
    "company_registry",
    "vat",
    "email",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "country_id",
)
DOCUMENT_FIELDS = (
    "name",
    "move_type",
    "partner_id",
    "invoice_date",
    "invoice_date_due",
    "ref",
    "amount_untaxed",
    "amount_tax",
    "amount_total",
    "currency_id",
)
LINE_FIELDS = (
    "name",
    "quantity",
    "price_unit",
    "discount",
    "tax_ids",
    "price_subtotal",
    "price_total",
)


class CaeticActivity(models.Model):
    """What an entrepreneur takes away: customers, documents, their lines and PDF."""

    _inherit = "caetic.activity"

    def _exit_write_tables(self, archive):
        result = super()._exit_write_tables(archive)
        customers, moves = self.env["res.partner"], self.env["account.move"]
        lines = self.env["account.move.line"]
        archive.add_table(
            self.env._("customers"),
            self._exit_labels(customers, CUSTOMER_FIELDS),
            (self._exit_row(one, CUSTOMER_FIELDS) for one in self.customer_ids),
        )
        archive.add_table(
            self.env._("invoices"),
            self._exit_labels(moves, DOCUMENT_FIELDS),
            (self._exit_row(move, DOCUMENT_FIELDS) for move in self._exit_each()),
        )
        archive.add_table(
            self.env._("invoice lines"),
            [self.env._("Number"), *self._exit_labels(lines, LINE_FIELDS)],
            (
                [move.name, *self._exit_row(line, LINE_FIELDS)]
                for move in self._exit_each()
                for line in move.invoice_line_ids
                if line.display_type == "product"
            ),
        )
        return result

    def _exit_labels(self, records, names):
        return [records._fields[name]._description_string(self.env) for name in names]

    def _exit_row(self, record, names):
        """Return plain values of a record, choices and names in words."""
        row = []
        for name in names:
            field, value = record._fields[name], record[name]
            if field.relational:
                value = ", ".join(value.mapped("display_name"))
            elif field.type == "selection":
                value = dict(field._description_selection(self.env)).get(value, "")
            elif field.type in ("float", "monetary"):
                # A comma, as spreadsheets of France want it.
                value = f"{value:.2f}".replace(".", ",")
            row.append("" if value is False and field.type != "boolean" else value)
        return row

    def _exit_get_ids(self):
        """Identifiers of the issued documents of the activity, oldest first."""
        domain = [*self._get_document_domain(), ("state", "=", "posted")]
        query = self._get_documents_sudo()._search(domain, order="invoice_date, id")
        return list(query)

    def _exit_each(self):
        """Yield the issued documents; memory forgets a slice before the next."""
        moves_sudo = self._get_documents_sudo()
        ids = self._exit_get_ids()
        for start in range(0, len(ids), SLICE):
            slice_sudo = moves_sudo.browse(ids[start : start + SLICE])
            yield from slice_sudo
            slice_sudo.invoice_line_ids.invalidate_recordset(flush=False)
            slice_sudo.invalidate_recordset(flush=False)

    def _exit_get_papers(self):
        return [*super()._exit_get_papers(), ("account.move", self._exit_get_ids())]

    def _exit_read_papers(self, model, ids):
        if model != "account.move":
            yield from super()._exit_read_papers(model, ids)
            return
        folder = self.env._("Invoices")
        for move_sudo in self._get_documents_sudo().browse(ids):
            yield folder, *self._exit_read_pdf(move_sudo)
            move_sudo.invoice_pdf_report_id.invalidate_recordset(flush=False)

    def _exit_read_pdf(self, move_sudo):
        """Return ``(name, bytes)`` of a document, or why it could not be printed.

        One document that cannot be printed does not keep the others back.
        """
        try:
            with self.env.cr.savepoint():
                content, name = move_sudo._portal_get_pdf()
        except UserError as error:
            return f"{move_sudo.name}.txt", str(error).encode()
        return name, content
