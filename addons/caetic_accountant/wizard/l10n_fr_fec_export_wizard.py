# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from stdnum.fr import siren

from odoo import api, fields, models

from ..engine import lawful

# Result of the year, a profit and a loss (PCG).
RESULTS = ("120", "129")


class L10nFrFecExportWizard(models.TransientModel):
    """The file of accounting entries (FEC, R616), downloaded from a menu.

    Odoo's Community edition writes the file and leaves out its action, its menu and its
    download; it also locks the year without a word.
    """

    _inherit = "l10n_fr.fec.export.wizard"

    date_from = fields.Date(default=lambda self: self._caetic_get_year()["date_from"])
    date_to = fields.Date(default=lambda self: self._caetic_get_year()["date_to"])
    caetic_lock = fields.Boolean(
        string="Lock the entries up to the end date",
        help="Nobody posts or changes an entry of the period any more. To do once the "
        "accounts are approved.",
    )
    caetic_warning = fields.Text(
        string="To mend first", compute="_compute_caetic_warning"
    )
    caetic_file = fields.Binary(string="File", readonly=True, attachment=False)

    def _caetic_get_year(self):
        """Return the dates of the last fiscal year that is over."""
        company = self.env.company
        today = fields.Date.context_today(self)
        start = company.compute_fiscalyear_dates(today)["date_from"]
        return company.compute_fiscalyear_dates(fields.Date.subtract(start, days=1))

    @api.depends("date_from", "date_to")
    def _compute_caetic_warning(self):
        for wizard in self:
            wizard.caetic_warning = "\n".join(wizard._caetic_get_faults()) or False

    def _caetic_get_faults(self):
        """Yield what makes the file wrong or not whole."""
        if not siren.is_valid(self._get_company_legal_data(self.env.company) or "0"):
            yield self.env._(
                "The company has neither a VAT number nor a SIREN: the name of the "
                "file would not begin with the SIREN that the law asks for."
            )
        drafts = self.env["account.move"].search_count(
            [
                ("company_id", "=", self.env.company.id),
                ("state", "=", "draft"),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
            ]
        )
        if drafts:
            yield self.env._(
                "%s entries of the period are drafts: they are not in the file.", drafts
            )

    def _get_company_legal_data(self, company):
        """Read the SIREN in the register's number where there is no VAT number."""
        found = super()._get_company_legal_data(company)
        registered = (company.company_registry or "").replace(" ", "")[:9]
        if not found and siren.is_valid(registered):
            return registered
        return found

    def generate_fec(self):
        """Write what LPF art. A47 A-1 asks for: see the engine."""
        result = super().generate_fec()
        text = result["file_content"].decode()
        return {**result, "file_content": lawful(text, *self._caetic_get_results())}

    def _caetic_get_results(self):
        """Return Odoo's account of undistributed profits, and those of the chart.

        :returns: ``(code, (code of a profit, name), (code of a loss, name))``
        """
        accounts = self.env["account.account"]
        own = accounts._check_company_domain(self.env.company)
        found = accounts.search(
            [*own, ("account_type", "=", "equity_unaffected")], limit=1
        )
        chart = accounts.search([*own, ("code", "=like", "12%")], order="code")
        results = []
        for prefix in RESULTS:
            account = chart.filtered(
                lambda one, prefix=prefix: one.code.startswith(prefix)
            )
            results.append(((account or found)[:1].code, (account or found)[:1].name))
        return found.code, *results

    def create_fec_report_action(self):
        """Write the file and download it; lock the year when that was asked."""
        self.ensure_one()
        # Odoo would lock the year, and accountants may not write the company.
        self.test_file = True
        made = self.generate_fec()
        if self.caetic_lock:
            self._caetic_lock_year()
        self.write(
            {
                "filename": made["file_name"],
                "caetic_file": base64.b64encode(made["file_content"]),
            }
        )
        path = f"/web/content/{self._name}/{self.id}/caetic_file/{self.filename}"
        return {
            "type": "ir.actions.act_url",
            "url": f"{path}?download=true",
            "target": "download",
        }

    def _caetic_lock_year(self):
        """Move the lock date of all entries to the end of the period, never back."""
        self.env["account.update.lock_date"].check_access("create")
        # Who may lock by the screen of lock dates may here: that screen does the same.
        company_sudo = self.env.company.sudo()
        locked = company_sudo.fiscalyear_lock_date
        if not locked or locked < self.date_to:
            company_sudo.fiscalyear_lock_date = self.date_to
