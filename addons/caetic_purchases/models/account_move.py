# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

STATES = [
    ("draft", "Being written"),
    ("to_sort", "To sort"),
    ("submitted", "To approve"),
    ("refused", "Sent back"),
    ("approved", "Approved"),
]
ORIGINS = [("portal", "Portal"), ("mail", "E-mail")]
PROPOSALS = [
    ("sender", "A member sent it"),
    ("order", "Order number"),
    ("buyer", "Buyer's reference"),
    ("address", "Electronic address"),
]


class AccountMove(models.Model):
    """A supplier's bill: how it came, for whom it is, what is to be looked at."""

    _inherit = "account.move"

    caetic_purchase_state = fields.Selection(
        STATES,
        string="Way of the bill",
        readonly=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="Only for bills of suppliers that came by the portal or by e-mail.",
    )
    caetic_purchase_origin = fields.Selection(
        ORIGINS, string="Came by", readonly=True, copy=False
    )
    caetic_purchase_sender_id = fields.Many2one(
        "caetic.member",
        string="Sent by",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    caetic_purchase_date = fields.Datetime(
        string="Received on", readonly=True, copy=False
    )
    caetic_purchase_refusal = fields.Text(
        string="Why the bill was sent back", readonly=True, copy=False, tracking=True
    )
    caetic_purchase_form = fields.Json(
        string="As it was typed",
        readonly=True,
        copy=False,
        groups="account.group_account_invoice",
    )
    caetic_file_hash = fields.Char(
        string="Fingerprint of the file",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="SHA-256 of the file as it was received.",
    )
    caetic_proposed_activity_id = fields.Many2one(
        "caetic.activity",
        string="Proposed activity",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    caetic_proposed_by = fields.Selection(
        PROPOSALS, string="Proposed because", readonly=True, copy=False
    )
    caetic_advanced_by_id = fields.Many2one(
        "caetic.member",
        string="Advanced by",
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="The person has paid the supplier: the cooperative owes it to them.",
    )
    caetic_settlement_id = fields.Many2one(
        "account.move",
        string="Entry of the advance",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Moves the debt from the supplier to the person who has paid.",
    )
    caetic_part_ids = fields.One2many(
        "caetic.purchase.part", "move_id", string="Activities concerned", copy=False
    )
    caetic_purchase_activity_ids = fields.Many2many(
        "caetic.activity",
        string="For",
        compute="_compute_caetic_purchase_activity_ids",
        search="_search_caetic_purchase_activity_ids",
    )
    caetic_purchase_reasons = fields.Text(
        string="To look at", compute="_compute_caetic_purchase_reasons"
    )

    @api.depends("caetic_part_ids.activity_id")
    def _compute_caetic_purchase_activity_ids(self):
        for move in self:
            move.caetic_purchase_activity_ids = move.caetic_part_ids.activity_id

    def _search_caetic_purchase_activity_ids(self, operator, value):
        return Domain("caetic_part_ids.activity_id", operator, value)

    @api.depends(
        "caetic_purchase_state",
        "caetic_part_ids.state",
        "partner_id.country_id",
        "partner_id.vat",
        "ref",
        "invoice_date",
        "amount_total",
        "line_ids.caetic_activity_id",
        "message_main_attachment_id",
        "caetic_file_hash",
    )
    def _compute_caetic_purchase_reasons(self):
        texts = self._caetic_purchase_texts()
        waiting = self.filtered(
            lambda m: m.caetic_purchase_state and m.state == "draft"
        )
        twins = waiting._caetic_get_twins()
        for move in self:
            codes = []
            if move in waiting:
                codes = move._caetic_get_codes(twins.get(move.id, ()))
            move.caetic_purchase_reasons = "\n".join(texts[code] for code in codes)

    def _caetic_purchase_texts(self):
        return {
            "no_activity": self.env._("No activity yet."),
            "no_document": self.env._("There is no document."),
            "no_supplier": self.env._("The supplier is not known."),
            "no_amount": self.env._("The amounts are not typed yet."),
            "no_date": self.env._("The date of the bill is missing."),
            "no_reference": self.env._("The supplier's number is missing."),
            "same_reference": self.env._(
                "This supplier has a bill with the same number already."
            ),
            "same_file": self.env._("The same file came already."),
            "currency": self.env._("The bill is not in euros."),
            "union": self.env._(
                "The supplier is in another country of the Union: reverse charge is "
                "proposed (CGI art. 283-2, 256 bis)."
            ),
            "no_number": self.env._("The supplier's VAT number is missing."),
            "outside": self.env._(
                "The supplier is outside the Union: reverse charge of services (CGI "
                "art. 283-1) or import of goods (CGI art. 291) is proposed."
            ),
            "asked": self.env._("An activity has not answered yet."),
            "contested": self.env._("An activity says that it is not for it."),
        }

    def _caetic_get_codes(self, twins=()):
        """Return the codes of what staff look at, most serious first.

        :param twins: those of ``same_reference`` and ``same_file`` that apply
        """
        self.ensure_one()
        lines = self._caetic_get_bill_lines()
        owned = all(line.caetic_activity_id for line in lines)
        states = set(self.caetic_part_ids.mapped("state"))
        has_file = bool(self.message_main_attachment_id or self.caetic_file_hash)
        facts = {
            "same_reference": "same_reference" in twins,
            "same_file": "same_file" in twins,
            "contested": "contested" in states,
            "asked": "asked" in states,
            "no_document": not has_file,
            "no_supplier": not self.partner_id,
            "no_amount": not self.amount_total,
            "no_activity": bool(self.amount_total) and not owned,
            "no_date": not self.invoice_date,
            "no_reference": not self.ref,
            "currency": self.currency_id != self.company_currency_id,
            **self._caetic_get_abroad_facts(),
        }
        return [code for code, applies in facts.items() if applies]

    def _caetic_get_abroad_facts(self):
        """Tell where a supplier abroad is, and whether its number is known."""
        supplier = self.commercial_partner_id
        country = supplier.country_id
        abroad = bool(country) and country != self.company_id.account_fiscal_country_id
        union = abroad and country in self.env.ref("base.europe").country_ids
        return {
            "union": union,
            "no_number": union and not supplier.vat,
            "outside": abroad and not union,
        }

    # -- duplicates -------------------------------------------------------------------

    def _caetic_get_twins(self):
        """Return ``{move_id: codes}`` of bills that came already, in two queries.

        Same supplier and same number, or the very same file.
        """
        twins = {}
        # A twin may be another activity's: that there is one is told, no more.
        moves_sudo = self.sudo()
        for code, field, key in (
            ("same_reference", "ref", lambda m: (m.commercial_partner_id.id, m.ref)),
            ("same_file", "caetic_file_hash", lambda m: m.caetic_file_hash),
        ):
            candidates = moves_sudo.filtered(field)
            if code == "same_reference":
                candidates = candidates.filtered("commercial_partner_id")
            known = candidates._caetic_search_twins(field).grouped(key)
            for move in candidates:
                others = known.get(key(move), moves_sudo.browse()) - move
                if any(other.move_type == move.move_type for other in others):
                    twins.setdefault(move.id, []).append(code)
        return twins

    def _caetic_search_twins(self, field):
        """Return the bills that share a value with some of these."""
        domain = Domain("move_type", "in", ("in_invoice", "in_refund"))
        domain &= Domain("state", "!=", "cancel")
        domain &= Domain(field, "in", self.mapped(field))
        if field == "ref":
            partners = self.commercial_partner_id
            domain &= Domain("commercial_partner_id", "in", partners.ids)
        return self.search(domain) if self else self
