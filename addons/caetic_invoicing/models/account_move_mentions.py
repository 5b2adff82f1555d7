# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from .. import engine

# The code of public procurement (CCP) is in force from that day on.
PROCUREMENT_CODE = date(2019, 4, 1)


class AccountMove(models.Model):
    """What the law prints on a document (R601 to R603, R206, R618, R619)."""

    _inherit = "account.move"

    def _caetic_get_operation(self):
        """Category of the operation (R603): service, goods or mixed."""
        self.ensure_one()
        scopes = set(self.invoice_line_ids.tax_ids.mapped("tax_scope")) - {False}
        if scopes == {"consu"}:
            return "goods"
        return "mixed" if "consu" in scopes else "service"

    def _caetic_get_printed_lines(self):
        """Lines in the order of the document.

        Odoo's own method computes fields of sections, which writes on the move: not
        in a page that only reads.
        """
        self.ensure_one()
        return self.invoice_line_ids.sorted(lambda line: (line.sequence, line.id))

    def _caetic_get_mention_facts(self):
        self.ensure_one()
        taxes = self.invoice_line_ids.tax_ids
        services = taxes.filtered(lambda t: t.tax_scope == "service" and t.amount)
        dues = set(services.mapped("tax_exigibility"))
        # Contracts decide of a public mention; who prints may not read them.
        activity_sudo = self.caetic_activity_id.sudo()
        return engine.MentionFacts(
            to_company=self.commercial_partner_id.is_company,
            to_public_body=self.commercial_partner_id._caetic_is_public_body(),
            is_cape=activity_sudo._is_cape(self._caetic_get_issue_date()),
            is_training=self._caetic_is_training(),
            has_training_number=bool(self.company_id.caetic_training_number),
            vat_on_payment="on_payment" in dues,
            vat_on_debits="on_invoice" in dues,
            vat_reasons=frozenset(self._caetic_get_vat_reasons()),
        )

    def _caetic_get_vat_reasons(self):
        """Codes of the mentions that say why no French VAT is charged."""
        self.ensure_one()
        lines = self.invoice_line_ids.filtered(lambda one: one.tax_ids)
        return self._caetic_reasons_of(self, lines, self.commercial_partner_id)

    def _caetic_reasons_of(self, document, lines, customer):
        """The same codes for a document of another model: a quote has them too.

        :param document: record with a company
        :param lines: its lines, which have taxes and tell whether they are training
        """
        edi = self.env["account.edi.xml.cii"]
        supplier = document.company_id.partner_id
        for line in lines:
            for tax in line.tax_ids.filtered(lambda one: not one.amount):
                code = edi._get_tax_category_code(customer, supplier, tax)
                yield engine.vat_reason(
                    engine.TaxFacts(code, tax.tax_scope == "consu"),
                    customer.is_company,
                    line._caetic_is_training(),
                )

    def _caetic_says_vat_reason(self):
        """Tell whether our mentions already say why there is no VAT."""
        self.ensure_one()
        codes = {code for code, _text in self._caetic_get_mentions()}
        return not codes.isdisjoint(engine.VAT_REASONS)

    def _caetic_get_issue_date(self):
        self.ensure_one()
        return self.invoice_date or fields.Date.context_today(self)

    def _caetic_get_mentions(self):
        """Return ``[(code, text)]`` in French, the language the law asks for."""
        self.ensure_one()
        move = self.with_context(lang="fr_FR")
        codes = engine.mentions(move._caetic_get_mention_facts())
        texts = move._caetic_mention_texts()
        return [(code, texts[code]) for code in codes]

    def _caetic_mention_texts(self):
        company = self.company_id
        fee = format_amount(
            self.env, company.caetic_recovery_fee, company.currency_id, "fr_FR"
        )
        return {
            "vat_on_payment": self.env._("VAT due when the customer pays."),
            "vat_on_debits": self.env._("Option to pay VAT on debits."),
            **self._caetic_abroad_texts(),
            "training_exempt": self.env._(
                "VAT exemption: article 261-4-4° a of the CGI."
            ),
            "training_number": self.env._(
                "Declaration of activity registered under number %(number)s with the "
                "prefect of the region; this registration is no State approval.",
                number=company.caetic_training_number,
            ),
            "cape": self._caetic_get_cape_mention(),
            **self._caetic_public_texts(),
            "penalty": self.env._(
                "Late payment: penalties at %(multiple)s times the legal interest "
                "rate, due without reminder (C. com. art. L441-10).",
                multiple=company.caetic_late_multiple,
            ),
            "recovery": self.env._(
                "Lump sum for recovery costs in case of late payment: %(fee)s "
                "(C. com. art. D441-5).",
                fee=fee,
            ),
            "discount": self.env._("No discount for early payment."),
        }

    def _caetic_public_texts(self):
        """What a public body owes when it pays late."""
        points, fee = self._caetic_get_public_figures(self._caetic_get_issue_date())
        return {
            "public_penalty": self.env._(
                "Late payment: interest at the rate of the European Central Bank plus "
                "%(points)s points, due without reminder (CCP art. L2192-13, "
                "R2192-31).",
                points=int(points),
            ),
            "public_recovery": self.env._(
                "Lump sum for recovery costs in case of late payment: %(fee)s "
                "(CCP art. D2192-35).",
                fee=format_amount(self.env, fee, self.company_id.currency_id, "fr_FR"),
            ),
        }

    @api.model
    def _caetic_get_public_figures(self, day):
        """Return points of percentage and EUR that a public body owes when late.

        Documents older than the code of public procurement have its figures.
        """
        figures = self.env["caetic.parameter"]
        since = max(day, PROCUREMENT_CODE)
        return (
            figures._get("public_late_points", since),
            figures._get("public_recovery_fee", since),
        )

    def _caetic_abroad_texts(self):
        """Why no French VAT is charged to a customer abroad (R417)."""
        return {
            "reverse_charge": self.env._(
                "Reverse charge: CGI art. 283-2, directive 2006/112/EC art. 196. "
                "Supplier's VAT number: %(seller)s. Customer's VAT number: %(buyer)s.",
                seller=self.company_id.vat or "",
                buyer=self.commercial_partner_id.vat or "",
            ),
            "union_goods": self.env._(
                "VAT exemption: article 262 ter I of the CGI, directive 2006/112/EC "
                "art. 138. Supplier's VAT number: %(seller)s. Customer's VAT number: "
                "%(buyer)s.",
                seller=self.company_id.vat or "",
                buyer=self.commercial_partner_id.vat or "",
            ),
            "abroad_service": self.env._(
                "VAT not applicable: article 259-1 of the CGI."
            ),
            "abroad_person": self.env._(
                "VAT not applicable: article 259 B of the CGI."
            ),
            "export_goods": self.env._("VAT exemption: article 262 I of the CGI."),
        }

    def _caetic_get_cape_mention(self):
        """R206 (C. com. R127-3): structure, seat, number, and end of the CAPE."""
        self.ensure_one()
        # The mention is public; who prints may not read the contract.
        activity_sudo = self.caetic_activity_id.sudo()
        contract_sudo = activity_sudo._get_contract(self._caetic_get_issue_date())
        if contract_sudo.kind != "cape":
            return ""
        company = self.company_id
        return self.env._(
            "%(person)s acts under a business project support contract (CAPE, C. com. "
            "art. L127-1) with %(company)s, %(seat)s, SIREN %(siren)s, until %(end)s.",
            person=contract_sudo.member_id.name,
            company=company.name,
            seat=company._caetic_get_seat(),
            siren=company._caetic_get_siren(),
            end=format_date(self.env, contract_sudo.date_end),
        )

    def _caetic_get_identity(self):
        """The issuer in one block (R601): the cooperative, never the brand."""
        self.ensure_one()
        move = self.with_context(lang="fr_FR")
        company = move.company_id
        parts = [
            ", ".join(
                part for part in (company.name, company.caetic_legal_form) if part
            ),
            company.caetic_capital
            and move.env._("capital: %(c)s", c=company.caetic_capital),
            company._caetic_get_siren()
            and move.env._("SIREN %(siren)s", siren=company._caetic_get_siren()),
            company.caetic_rcs_city
            and move.env._("RCS %(city)s", city=company.caetic_rcs_city),
            company.vat and move.env._("VAT %(vat)s", vat=company.vat),
            move.env._("seat: %(seat)s", seat=company._caetic_get_seat()),
        ]
        return " · ".join(part for part in parts if part)
