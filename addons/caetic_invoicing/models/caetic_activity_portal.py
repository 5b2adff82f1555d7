# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from odoo.addons.caetic_members.engine import MonthBase, cents, contribution_due

from ..engine import Issue

CUSTOMER_LANG = "fr_FR"


class CaeticActivity(models.Model):
    """What members of an activity do from the portal.

    A portal user has no right to write invoices or contacts. Each method here checks
    membership first, takes typed values of the engine, never a dict of the request,
    and raises its privilege for one named act.
    """

    _inherit = "caetic.activity"

    def _get_documents_sudo(self):
        """account.move in superuser mode, for reads filtered by this activity."""
        # Portal users may not read all the columns that pages show (journal, taxes).
        moves_sudo = self.env["account.move"].sudo()
        return moves_sudo.with_company(self.company_id)

    def _get_document_domain(self):
        self.ensure_one()
        return [
            ("caetic_activity_id", "=", self.id),
            ("move_type", "in", ("out_invoice", "out_refund")),
            ("state", "!=", "cancel"),
        ]

    # -- customers ------------------------------------------------------------------

    def _portal_get_customers(self):
        """The activity's own customers, in superuser mode, by name."""
        self._portal_check()
        # Contacts are private to each activity: only its own list is read.
        customers_sudo = self.sudo().customer_ids
        return customers_sudo.sorted(lambda p: (p.name or "").casefold())

    def _portal_get_customer(self, partner_id, archived=False):
        """One customer of the activity's own list, or an empty record.

        :param archived: also those that were put away
        """
        self._portal_check()
        # Contacts are private to each activity: only its own list is read.
        partners_sudo = self.env["res.partner"].sudo()
        return partners_sudo.with_context(active_test=not archived).search(
            [("caetic_activity_ids", "in", self.ids), ("id", "=", partner_id)]
        )

    def _portal_check_customer(self, customer, partner=None, prefix=""):
        """Return the issues that only the database knows.

        A SIRET is compared with the activity's own list alone: what the others sell
        to is never revealed.
        """
        issues = []
        twin = self._portal_get_twin(customer, partner)
        if twin:
            params = {"id": twin.id, "name": twin.name}
            issues.append(Issue(f"{prefix}siret", "duplicate", params))
        if not self._get_country(customer.country):
            issues.append(Issue(f"{prefix}country", "unknown"))
        if partner and partner.caetic_activity_ids != self:
            issues.append(Issue(f"{prefix}name", "shared_customer"))
        return issues

    def _portal_get_twin(self, customer, partner=None):
        """Customer of the own list, archived or not, that has the SIRET typed."""
        self._portal_check()
        # Same as above: the own list alone.
        partners_sudo = self.env["res.partner"].sudo()
        if not customer.siret:
            return partners_sudo
        return partners_sudo.with_context(active_test=False).search(
            [
                ("caetic_activity_ids", "in", self.ids),
                ("company_registry", "=", customer.siret),
                ("id", "not in", partner.ids if partner else []),
            ],
            limit=1,
        )

    def _get_country(self, code):
        return self.env["res.country"].search([("code", "=", code)], limit=1)

    def _portal_save_customer(self, customer, partner=None):
        """Create or change a customer of the activity.

        :param customer: engine.CustomerInput without issues
        :param partner: res.partner of the activity's own list, or nothing
        :returns: the customer in superuser mode
        """
        self._portal_check()
        self._portal_check_present()
        values = self._prepare_customer(customer)
        if partner:
            own = self._portal_get_own_customer(partner)
            own.write(values)
            return own
        # Portal users may not create contacts: these values are all typed ones.
        partners_sudo = self.env["res.partner"].sudo()
        return partners_sudo.with_context(mail_create_nosubscribe=True).create(
            {
                **values,
                "caetic_activity_ids": [Command.set(self.ids)],
                "company_id": self.company_id.id,
                "lang": self._get_customer_lang(),
            }
        )

    def _get_customer_lang(self):
        installed = self.env["res.lang"]._lang_get(CUSTOMER_LANG)
        return CUSTOMER_LANG if installed else self.env.lang

    def _prepare_customer(self, customer, countries=None):
        """Values of a customer.

        :param countries: ``{ISO code: identifier}``, looked up one by one without it
        """
        code = customer.country
        country_id = countries[code] if countries else self._get_country(code).id
        return {
            "is_company": customer.kind == "company",
            "name": customer.name,
            "company_registry": customer.siret or False,
            "vat": customer.vat or False,
            "email": customer.email or False,
            "phone": customer.phone or False,
            "street": customer.street,
            "street2": customer.street2 or False,
            "zip": customer.zip,
            "city": customer.city,
            "country_id": country_id,
            "caetic_public_body": customer.is_public,
            "caetic_service_code": customer.service_code or False,
            "caetic_engagement": customer.engagement or False,
        }

    # -- what a form offers -----------------------------------------------------------

    def _portal_get_terms(self):
        """Payment terms on offer, at most 60 days (R605, C. com. L441-10)."""
        return self.env["account.payment.term"].search(
            [
                ("caetic_portal_ok", "=", True),
                ("company_id", "in", (False, self.company_id.id)),
            ]
        )

    def _portal_get_default_term(self):
        """30 days (L441-10), or the first term on offer."""
        terms = self._portal_get_terms()
        month = self.env.ref("account.account_payment_term_30days", False)
        return month if month in terms else terms[:1]

    def _portal_get_partners(self):
        """``[(id, name)]`` of the activities to share with: their names, no more."""
        self._portal_check()
        # Names are what colleagues know of each other; nothing else leaves here.
        activities_sudo = self.sudo().search(
            [("company_id", "=", self.company_id.id), ("id", "!=", self.id)]
        )
        return [(activity.id, activity.name) for activity in activities_sudo]

    # -- documents ------------------------------------------------------------------

    def _portal_get_document(self, move_id):
        """One document of the activity, in superuser mode, or an empty record."""
        self._portal_check()
        return self._get_documents_sudo().search(
            [*self._get_document_domain(), ("id", "=", move_id)], limit=1
        )

    def _portal_check_invoice(self, invoice):
        """Return the issues of an invoice that only the database knows."""
        issues = []
        customer = self._portal_get_customer(invoice.customer_id)
        if not invoice.is_new_customer and invoice.customer_id and not customer:
            issues.append(Issue("customer", "unknown"))
        if invoice.term_id and invoice.term_id not in self._portal_get_terms().ids:
            issues.append(Issue("term", "unknown"))
        issues += self._portal_check_lines(invoice.lines)
        partners = dict(self._portal_get_partners()) if invoice.shares else {}
        for share in invoice.shares:
            if share.activity_id not in partners:
                issues.append(Issue(f"share-{share.row}-activity", "unknown"))
        return issues + self._portal_check_date(invoice.date)

    def _portal_check_date(self, date):
        """Refuse a date to come, of a past fiscal year, locked, or out of contract."""
        today = fields.Date.context_today(self)
        day = date or today
        # Lock dates are the accountant's; a portal user is only told of theirs.
        company_sudo = self.company_id.sudo()
        year_start = company_sudo.compute_fiscalyear_dates(today)["date_from"]
        journal_sudo = self._get_documents_sudo()._get_sale_journal(company_sudo)
        if day > today:
            return [Issue("date", "future")]
        if day < year_start:
            return [Issue("date", "past_year", {"date": year_start})]
        if company_sudo._get_violated_lock_dates(day, True, journal_sudo):
            return [Issue("date", "locked")]
        if self._is_closed(day):
            # The date of a fellow member's contract explains the refusal.
            activity_sudo = self.sudo()
            message = activity_sudo._get_closed_message(day)
            return [Issue("date", "closed", {"message": message})]
        return []

    def _portal_save_invoice(self, invoice, move=None):
        """Write a draft invoice of the activity.

        :param invoice: engine.InvoiceInput without issues, customer included
        :param move: document of the activity to change, or nothing
        :returns: the draft in superuser mode
        """
        self._portal_check()
        self._portal_check_present()
        values = self._prepare_invoice(invoice)
        if move:
            own = self._portal_get_document(move.id)
            own._caetic_check_editable()
            agreed = own.caetic_share_ids._get_agreed()
            lines = [Command.delete(line.id) for line in own.invoice_line_ids]
            values["invoice_line_ids"] = lines + values["invoice_line_ids"]
            own.write(values)
            self._save_shares(own, invoice, agreed)
            return own
        moves_sudo = self._get_documents_sudo()
        draft_sudo = moves_sudo.with_context(mail_create_nosubscribe=True).create(
            {
                **values,
                "move_type": "out_invoice",
                "journal_id": moves_sudo._get_sale_journal(self.company_id).id,
                "caetic_activity_id": self.id,
            }
        )
        self._save_shares(draft_sudo, invoice)
        return draft_sudo

    def _prepare_invoice(self, invoice):
        """Values of a draft: account, tax, journal and analytic are never typed."""
        customer = self._portal_get_customer(invoice.customer_id)
        if not customer:
            raise UserError(self.env._("Choose a customer of your list."))
        term = self._portal_get_terms().filtered(lambda t: t.id == invoice.term_id)
        return {
            **self._prepare_parties(customer, invoice),
            "invoice_date": invoice.date or False,
            "delivery_date": invoice.delivery_date or False,
            "invoice_payment_term_id": (term or self._portal_get_default_term()).id,
            "invoice_user_id": self.adviser_id.id,
            "ref": invoice.reference or False,
            "narration": plaintext2html(invoice.note) if invoice.note else False,
            "caetic_send_on_post": invoice.send,
            "invoice_line_ids": self._prepare_lines(invoice.lines),
        }

    # -- what it brings ---------------------------------------------------------------

    def _portal_estimate(self, untaxed, percentage=0, given=None):
        """Return what a document would bring once paid, EUR without VAT.

        :param untaxed: Decimal of the document
        :param percentage: part of it that goes to other activities
        :param given: the same in EUR, where it is known
        :returns: dict of Decimals: shared, contribution, own
        """
        self._portal_check()
        shared = cents(untaxed * percentage / 100 if given is None else given)
        in_base = self.company_id.caetic_transfers_in_base
        base = untaxed - shared if in_base else untaxed
        contribution = self._get_marginal_contribution(base)
        own = untaxed - shared - contribution
        return {"shared": shared, "contribution": contribution, "own": own}

    def _get_marginal_contribution(self, base):
        """What more is due this year if the base grows by this amount (R403)."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        # The reader sums journal items that the entrepreneur may not all read.
        reader_sudo = self.env["caetic.availability"].sudo()
        activity_sudo = self.sudo()
        totals = reader_sudo._get_totals(activity_sudo, today)
        year = reader_sudo._get_years(activity_sudo, today, totals)[self.id]
        *earlier, current = year["months"]
        more = MonthBase(current.month, current.base + base)
        before, after = (
            contribution_due(
                year["scheme"],
                months,
                exemptions=year["exemptions"],
                activity_start=activity_sudo.date_start,
            ).amount
            for months in ((*earlier, current), (*earlier, more))
        )
        return after - before
