# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from ..engine import Issue, cents

# Figures of the page and the states that each adds up.
FIGURES = {
    "waiting": ("submitted", "approved"),
    "owed": ("posted", "in_payment"),
}


class CaeticActivityExpense(models.Model):
    """Expenses that members of an activity claim from the portal.

    A portal user has no right on expenses. Each method checks membership, takes typed
    values of the engine and reads or writes the claimant's own expenses alone.
    """

    _inherit = "caetic.activity"

    # -- whose -------------------------------------------------------------------------

    def _get_own_member_sudo(self):
        """Return the stay of the user in this activity, in superuser mode."""
        self._portal_check()
        # Membership was just checked; the user may not read their own HR file.
        members_sudo = self.sudo().member_ids
        return members_sudo.filtered(lambda one: one.user_id == self.env.user)[:1]

    def _get_own_expenses_sudo(self, state, limit=None):
        """Return the user's claims in a state, in superuser mode."""
        self._portal_check()
        # Portal users have no right on expenses: these are theirs.
        expenses_sudo = self.env["hr.expense"].sudo().with_company(self.company_id)
        return expenses_sudo.search(
            [*self._get_own_expense_domain(), ("state", "=", state)], limit=limit
        )

    def _get_own_expense_domain(self):
        return [
            ("caetic_activity_id", "=", self.id),
            ("caetic_member_id.user_id", "=", self.env.uid),
        ]

    def _portal_get_expense(self, expense_id):
        """One claim of the user, in superuser mode, or an empty record."""
        self._portal_check()
        expenses_sudo = self.env["hr.expense"].sudo()  # Filtered by its claimant.
        return expenses_sudo.with_company(self.company_id).search(
            [*self._get_own_expense_domain(), ("id", "=", expense_id)], limit=1
        )

    def _portal_get_expense_rows(self, offset, limit, figure=""):
        """Return ``(rows, total)`` of the user's claims, latest first.

        :param figure: of ``FIGURES``, to have what it counts alone
        """
        self._portal_check()
        expenses_sudo = self.env["hr.expense"].sudo()  # Filtered by their claimant.
        domain = self._get_own_expense_domain()
        if figure in FIGURES:
            domain.append(("state", "in", FIGURES[figure]))
        found_sudo = expenses_sudo.search(domain, offset=offset, limit=limit)
        rows = [one._portal_get_row() for one in found_sudo]
        return rows, expenses_sudo.search_count(domain)

    def _portal_get_expense_figures(self):
        """Return what the user is owed or may be: ``{figure: (EUR, number)}``.

        Amounts are those of the rows that ``_portal_get_expense_rows`` gives for the
        same figure; those without a row are left out.
        """
        self._portal_check()
        expenses_sudo = self.env["hr.expense"].sudo()  # Filtered by their claimant.
        groups = expenses_sudo._read_group(
            self._get_own_expense_domain(),
            ["state"],
            ["total_amount:sum", "__count"],
        )
        figures = {}
        for figure, states in FIGURES.items():
            found = [one for one in groups if one[0] in states]
            if found:
                _states, amounts, counts = zip(*found, strict=True)
                figures[figure] = (sum(amounts), sum(counts))
        return figures

    def _portal_get_expense_drafts(self):
        """Return the user's receipts and lump sums that were never sent."""
        return self._get_own_expenses_sudo("draft")

    # -- kinds -------------------------------------------------------------------------

    def _portal_get_expense_kinds(self, form="receipt"):
        """Kinds of expense on offer: product.product in superuser mode."""
        # Products are not readable on the portal; the field says which are offered.
        products_sudo = self.env["product.product"].sudo()
        return products_sudo.with_company(self.company_id).search(
            [
                ("caetic_expense_form", "=", form),
                ("can_be_expensed", "=", True),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            order="sequence, id",
        )

    def _portal_get_lump_amount(self, kind, date):
        """Return the lump sum of a kind on a day, Decimal in EUR (R412).

        :raises UserError: no figure is known on that day
        """
        figures = self.env["caetic.parameter"]
        return to_decimal(figures._get(kind.caetic_lump_code or "", date))

    # -- photos ------------------------------------------------------------------------

    def _portal_keep_receipt(self, upload):
        """Keep a photo while its form is not finished; its user alone may use it.

        :param upload: uploads.Upload
        :returns: identifier, for the form
        """
        self._portal_check()
        self._portal_check_present()
        # Portal users may not store files: this one was checked.
        files_sudo = self.env["ir.attachment"].sudo()
        return files_sudo.create(
            {
                "name": upload.name,
                "raw": upload.content,
                "mimetype": upload.mimetype,
                "res_model": "hr.expense",
                "res_id": 0,
            }
        ).id

    def _get_kept_sudo(self, attachment_ids):
        # Only what this very user has sent and not used yet.
        files_sudo = self.env["ir.attachment"].sudo()
        return files_sudo.search(
            [
                ("id", "in", attachment_ids),
                ("create_uid", "=", self.env.uid),
                ("res_model", "=", "hr.expense"),
                ("res_id", "=", 0),
            ]
        )

    def _portal_get_kept(self, attachment_ids):
        """Return ``{id: name}`` of the photos that the user has sent."""
        self._portal_check()
        return {one.id: one.name for one in self._get_kept_sudo(attachment_ids)}

    # -- claims ------------------------------------------------------------------------

    def _portal_check_expenses(self, expenses):
        """Return the issues of receipts that only the database knows."""
        kinds = self._portal_get_expense_kinds().ids
        kept = self._portal_get_kept([one.kept_id for one in expenses if one.kept_id])
        issues = []
        for one in expenses:
            if one.kind_id and one.kind_id not in kinds:
                issues.append(Issue(f"row-{one.row}-kind", "unknown"))
            if one.kept_id and one.kept_id not in kept:
                issues.append(Issue(f"row-{one.row}-photo", "lost"))
            issues += self._portal_check_expense_date(one.date, f"row-{one.row}-date")
        return issues

    def _portal_check_expense_date(self, date, name="date"):
        start = self.date_start
        if date and start and date < start:
            return [Issue(name, "before_start", {"date": start})]
        return []

    def _portal_save_expenses(self, expenses, expense=None):
        """Write receipts as drafts.

        :param expenses: engine.ExpenseInput without issues
        :param expense: claim of the user to change, with the first input
        :returns: the claims, in superuser mode
        """
        self._portal_check()
        self._portal_check_present()
        saved_sudo = self.env["hr.expense"].sudo()  # Their own claims.
        for one in expenses:
            values = self._prepare_expense(one)
            if expense:
                saved_sudo |= self._change_expense_sudo(expense, values)
            else:
                saved_sudo |= self._create_expense_sudo(values)
            self._attach_kept_sudo(saved_sudo[-1:], one.kept_id)
        return saved_sudo

    def _prepare_expense(self, one):
        return {
            "name": one.label,
            "date": one.date,
            "product_id": one.kind_id,
            "total_amount_currency": one.amount,
            "caetic_rate": str(one.rate),
            "caetic_in_name": one.in_name,
            "caetic_waived": one.waived,
        }

    def _portal_save_lump(self, lump):
        """Write lump sums of a kind as one draft.

        :param lump: engine.LumpInput without issues
        :raises UserError: no figure is known on that day
        """
        self._portal_check()
        self._portal_check_present()
        kind = self._portal_get_expense_kinds("lump").filtered(
            lambda one: one.id == lump.kind_id
        )
        if not kind:
            raise UserError(self.env._("Choose one of the proposals."))
        amount = self._portal_get_lump_amount(kind, lump.date)
        return self._create_expense_sudo(
            {
                "name": f"{lump.count} × {kind.name} : {lump.label}"[:240],
                "date": lump.date,
                "product_id": kind.id,
                "total_amount_currency": cents(amount * lump.count),
                "caetic_waived": lump.waived,
            }
        )

    def _create_expense_sudo(self, values):
        member_sudo = self._get_own_member_sudo()
        employee_sudo = member_sudo.employee_id
        if not employee_sudo:
            raise UserError(
                self.env._(
                    "Your file is not complete yet: the cooperative opens your "
                    "expenses with your first contract."
                )
            )
        # Portal users may not write expenses: each value is typed or ours.
        expenses_sudo = self.env["hr.expense"].sudo().with_company(self.company_id)
        return expenses_sudo.with_context(mail_create_nosubscribe=True).create(
            {
                **values,
                "employee_id": employee_sudo.id,
                "company_id": self.company_id.id,
                "currency_id": self.company_id.currency_id.id,
                "quantity": 1,
                "payment_mode": "own_account",
                "caetic_activity_id": self.id,
                "caetic_member_id": member_sudo.id,
            }
        )

    def _change_expense_sudo(self, expense, values):
        # Their own claim, read again by its claimant.
        own_sudo = self._portal_get_expense(expense.id)
        if not own_sudo or not own_sudo._portal_is_editable():
            raise UserError(self.env._("This expense has been sent already."))
        own_sudo.write({**values, "approval_state": False})
        return own_sudo

    def _attach_kept_sudo(self, expense_sudo, kept_id):
        # The photo that its claimant has just sent replaces the one before.
        file_sudo = self._get_kept_sudo([kept_id] if kept_id else [])
        if file_sudo:
            expense_sudo.attachment_ids.unlink()
            file_sudo.res_id = expense_sudo.id
            expense_sudo.invalidate_recordset(["attachment_ids", "nb_attachment"])
            expense_sudo._message_set_main_attachment_id(file_sudo, force=True)

    def _portal_get_expense_form(self, expense=None):
        """Return the texts of the form: those of a claim, or a first empty row."""
        today = fields.Date.context_today(self)
        if not expense:
            return {"row-0-date": today.isoformat()}
        return {
            "row-0-date": expense.date.isoformat() if expense.date else "",
            "row-0-kind": str(expense.product_id.id),
            "row-0-amount": f"{expense.total_amount:.2f}".replace(".", ","),
            "row-0-rate": expense.caetic_rate or "0",
            "row-0-label": expense.name,
            "row-0-in_name": "1" if expense.caetic_in_name else "",
            "row-0-waived": "1" if expense.caetic_waived else "",
        }
