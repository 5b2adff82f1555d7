# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.caetic_members.engine import RATE, to_decimal

from .. import engine
from ..engine import Issue
from .res_partner import SENDER

TYPES = ("in_invoice", "in_refund")
# Bills that staff read now.
WAITING = [("state", "=", "draft"), ("caetic_purchase_state", "=", "submitted")]
ROW_FIELDS = (
    "move_type",
    "state",
    "payment_state",
    "partner_id",
    "ref",
    "invoice_date",
    "invoice_date_due",
    "amount_total",
    "currency_id",
    "caetic_purchase_state",
    "caetic_settlement_id",
    "caetic_advanced_by_id",
    "create_date",
)


class CaeticActivity(models.Model):
    """Suppliers' bills of an activity, as its members send and read them.

    A portal user has no right on bills nor on suppliers. Each method here checks
    membership first, takes typed values of the engine, and raises its privilege for
    one named act. A bill is an activity's by its part (caetic.purchase.part).
    """

    _inherit = "caetic.activity"

    def _get_purchases_sudo(self):
        """account.move in superuser mode, for reads filtered by this activity."""
        # Portal users may not read suppliers' bills: the parts say which are theirs.
        moves_sudo = self.env["account.move"].sudo()
        return moves_sudo.with_company(self.company_id)

    def _get_purchase_domain(self):
        self.ensure_one()
        return [
            ("caetic_part_ids.activity_id", "=", self.id),
            ("move_type", "in", TYPES),
            ("state", "!=", "cancel"),
        ]

    # -- reading ----------------------------------------------------------------------

    def _portal_get_purchase(self, move_id):
        """One bill of the activity, in superuser mode, or an empty record."""
        self._portal_check()
        return self._get_purchases_sudo().search(
            [*self._get_purchase_domain(), ("id", "=", move_id)], limit=1
        )

    def _portal_get_purchase_rows(self, offset=0, limit=50, waiting=False):
        """Return ``(rows, total)``, newest first, by a constant number of queries.

        :param waiting: only those that ``_portal_get_purchase_waiting`` adds up
        """
        self._portal_check()
        domain = self._get_purchase_domain()
        if waiting:
            domain += WAITING
        bills_sudo = self._get_purchases_sudo()
        moves = bills_sudo.search_fetch(
            domain, ROW_FIELDS, offset=offset, limit=limit, order="id desc"
        )
        return self._prepare_purchase_rows(moves), bills_sudo.search_count(domain)

    def _portal_get_purchase_waiting(self):
        """Return what the bills cost that staff read now: ``(EUR, number)``."""
        self._portal_check()
        moves_sudo = self._get_purchases_sudo().search(
            [*self._get_purchase_domain(), *WAITING]
        )
        parts_sudo = moves_sudo.caetic_part_ids
        mine_sudo = parts_sudo.filtered(lambda part: part.activity_id == self)
        return sum(mine_sudo.mapped("cost")), len(moves_sudo)

    def _portal_get_purchase_row(self, move):
        """The same facts for one bill."""
        self._portal_check()
        return self._prepare_purchase_rows(move)[0]

    def _prepare_purchase_rows(self, moves):
        states = moves._portal_get_purchase_states(self)
        parts = moves.caetic_part_ids.filtered(lambda part: part.activity_id == self)
        costs = {part.move_id.id: part.cost for part in parts}
        return [
            {
                "id": move.id,
                "url": f"/my/activities/{self.id}/purchases/{move.id}",
                "supplier": move.partner_id.name or "",
                "reference": move.ref or "",
                "is_refund": move.move_type == "in_refund",
                "date": move.invoice_date,
                "total": move.amount_total,
                "currency": move.currency_id,
                "cost": costs.get(move.id, 0),
                "state": states[move.id],
                "advanced": bool(move.caetic_advanced_by_id),
                "shared": len(move.caetic_part_ids) > 1,
            }
            for move in moves
        ]

    def _portal_get_suppliers(self):
        """Suppliers of the activity's own bills, in superuser mode, by name."""
        self._portal_check()
        groups = self._get_purchases_sudo()._read_group(
            [*self._get_purchase_domain(), ("partner_id", "!=", False)], ["partner_id"]
        )
        partners = self.env["res.partner"].union(*(partner for (partner,) in groups))
        # Contacts are private to each activity: only those of its bills are read.
        return partners.sudo().sorted(lambda p: (p.name or "").casefold())

    def _portal_get_purchase_kinds(self):
        """Kinds of purchase on offer: product.product in superuser mode."""
        # Products are not readable on the portal; the flag says which are offered.
        products_sudo = self.env["product.product"].sudo()
        return products_sudo.with_company(self.company_id).search(
            [
                ("caetic_purchase_ok", "=", True),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            order="sequence, id",
        )

    def _portal_get_purchase_rates(self):
        """Rates of VAT on offer, Decimals in %."""
        return self.company_id._caetic_get_purchase_rates()

    # -- a document comes -------------------------------------------------------------

    def _portal_receive_purchase(self, upload, sent):
        """Keep a document as a draft bill, and read what is electronic in it.

        :param upload: what ``uploads.check_upload`` accepted
        :param bytes sent: the file as it was sent
        :returns: ``(bill in superuser mode, whether it is one that came already)``
        """
        member = self._portal_check()
        self._portal_check_present()
        fingerprint = hashlib.sha256(sent).hexdigest()
        bills_sudo = self._get_purchases_sudo()
        twin = bills_sudo.search(
            [*self._get_purchase_domain(), ("caetic_file_hash", "=", fingerprint)],
            limit=1,
        )
        if twin:
            return twin, True
        values = self._prepare_purchase(member, fingerprint)
        move = bills_sudo.with_context(mail_create_nosubscribe=True).create(values)
        self._attach_purchase(move, upload)
        return move, False

    def _prepare_purchase(self, member, fingerprint):
        return {
            "move_type": "in_invoice",
            "journal_id": self._get_purchase_journal().id,
            "caetic_purchase_state": "draft",
            "caetic_purchase_origin": "portal",
            "caetic_purchase_sender_id": member.id,
            "caetic_purchase_date": fields.Datetime.now(),
            "caetic_file_hash": fingerprint,
            "caetic_part_ids": [Command.create({"activity_id": self.id})],
        }

    def _get_purchase_journal(self):
        # The journal is not a choice of the portal user, who may not read any.
        journals_sudo = self.env["account.journal"].sudo()
        journal = journals_sudo.search(
            [("type", "=", "purchase"), ("company_id", "=", self.company_id.id)],
            order="sequence, id",
            limit=1,
        )
        if not journal:
            raise UserError(self.env._("The cooperative receives no bill yet."))
        return journal

    def _attach_purchase(self, move, upload):
        attachment = move.env["ir.attachment"].create(
            {
                "name": upload.name,
                "raw": upload.content,
                "mimetype": upload.mimetype,
                "res_model": "account.move",
                "res_id": move.id,
            }
        )
        move.message_main_attachment_id = attachment
        # The document is read in superuser mode: it finds suppliers, nobody else.
        sender = {SENDER: self.id, "default_supplier_rank": 1}
        move.with_context(**sender)._caetic_read_document(attachment)

    # -- the form ---------------------------------------------------------------------

    def _portal_get_purchase_form(self, move):
        """Return the texts of the fields: as typed, else as the document says."""
        self._portal_check()
        if move.caetic_purchase_form:
            return dict(move.caetic_purchase_form)
        form = {
            "supplier": str(move.partner_id.id or "new"),
            "kind": "refund" if move.move_type == "in_refund" else "bill",
            "paid": "coop",
            "date": str(move.invoice_date or ""),
            "reference": move.ref or "",
        }
        rows = move._portal_read_lines()
        for number, row in enumerate(rows or [{}]):
            for key in ("label", "rate", "untaxed", "vat"):
                form[f"line-{number}-{key}"] = row.get(key, "")
        return form

    def _portal_check_purchase_form(self, bill, move):
        """Return the issues of a bill that only the database knows."""
        issues = []
        suppliers = self._portal_get_suppliers() | move.partner_id
        if bill.supplier_id and bill.supplier_id not in suppliers.ids:
            issues.append(Issue("supplier", "unknown"))
        abroad = {code for code, _name in self._portal_get_countries_abroad()}
        if bill.country and bill.country not in abroad:
            issues.append(Issue("country", "country"))
        kinds = self._portal_get_purchase_kinds().ids
        for line in bill.lines:
            if line.kind_id not in kinds:
                issues.append(Issue(f"line-{line.row}-kind", "unknown"))
        return issues + self._portal_check_purchase_date(bill)

    def _portal_get_countries_abroad(self):
        """Return ``[(code, name)]`` of the countries of suppliers abroad."""
        self._portal_check()
        countries = self.env["res.country"].search([("code", "!=", "FR")])
        return [(country.code, country.name) for country in countries]

    def _portal_check_purchase_date(self, bill):
        """Refuse a date to come; the accountant sees to months that are closed."""
        if bill.date and bill.date > fields.Date.context_today(self):
            return [Issue("date", "future")]
        return []

    def _portal_find_twin(self, bill, move):
        """A bill of this very activity with the same supplier and number."""
        self._portal_check()
        same = ("partner_id", "=", bill.supplier_id)
        if not bill.supplier_id:
            same = ("partner_id.name", "=ilike", bill.supplier_name)
        return self._get_purchases_sudo().search(
            [
                *self._get_purchase_domain(),
                same,
                ("id", "!=", move.id),
                ("ref", "=ilike", bill.reference),
                ("move_type", "=", "in_refund" if bill.is_refund else "in_invoice"),
            ],
            limit=1,
        )

    def _portal_save_purchase(self, bill, form, move, submit=False):
        """Write what was typed on a draft bill of the activity.

        :param bill: engine.BillInput without issues
        :param form: its texts, kept to be given back as they were typed
        """
        member = self._portal_check()
        self._portal_check_present()
        own = self._portal_get_purchase(move.id)
        own._portal_check_purchase_editable()
        lines = [Command.delete(line.id) for line in own.invoice_line_ids]
        own.write({"invoice_line_ids": lines})
        own.move_type = "in_refund" if bill.is_refund else "in_invoice"
        own.write(self._prepare_purchase_head(bill, own, member))
        lines = [self._prepare_purchase_line(own, line) for line in bill.lines]
        own.write(
            {
                "caetic_purchase_form": form,
                "invoice_line_ids": [Command.create(line) for line in lines],
            }
        )
        own._caetic_set_vat(self._get_typed_vat(bill))
        if submit:
            own._portal_submit_purchase()
        return own

    def _prepare_purchase_head(self, bill, move, member):
        return {
            "partner_id": self._get_supplier(bill, move).id,
            "invoice_date": bill.date,
            "date": bill.date,
            "ref": bill.reference,
            "currency_id": self.currency_id.id,
            "caetic_advanced_by_id": bill.advanced and member.id,
        }

    def _prepare_purchase_line(self, move, line):
        """Values of a line: account, tax and analytic are never typed."""
        kinds = self._portal_get_purchase_kinds()
        product = kinds.filtered(lambda kind: kind.id == line.kind_id)
        values = move._caetic_prepare_kind(product, line.rate)
        deductible = not values.pop("with_vat")
        price = engine.cost_of(line.untaxed, line.vat, deductible)
        return {
            **values,
            "name": line.label,
            "quantity": 1,
            "price_unit": float(price),
            "analytic_distribution": self._get_distribution(),
        }

    def _get_typed_vat(self, bill):
        """Return ``{rate: VAT that is deducted}`` of what was typed."""
        kinds = self._portal_get_purchase_kinds()
        deducted = kinds.filtered("caetic_vat_deductible").ids
        totals = {}
        for line in bill.lines:
            if line.kind_id in deducted and line.rate:
                rate = to_decimal(line.rate, RATE)
                totals[rate] = totals.get(rate, 0) + line.vat
        return totals

    def _get_supplier(self, bill, move):
        """The supplier that was chosen, else a contact of the typed name and SIREN.

        A supplier that the cooperative knows by its SIREN is taken as it is: nothing
        of it is shown but the name that it has.
        """
        if bill.supplier_id:
            suppliers = self._portal_get_suppliers() | move.partner_id
            return suppliers.filtered(lambda p: p.id == bill.supplier_id)
        # Portal users may neither search nor create contacts.
        partners_sudo = self.env["res.partner"].sudo()
        number = Domain("vat", "=", bill.vat_number)
        if bill.siren:
            number = Domain("company_registry", "=like", f"{bill.siren}%")
        known = (bill.siren or bill.vat_number) and partners_sudo.search(
            partners_sudo._caetic_get_supplier_domain(self)
            & number
            & Domain("company_id", "in", (False, self.company_id.id)),
            limit=1,
        )
        if known:
            return known
        return partners_sudo.with_context(mail_create_nosubscribe=True).create(
            self._prepare_supplier(bill)
        )

    def _prepare_supplier(self, bill):
        code = bill.country or (bill.siren and "FR")
        country = code and self.env["res.country"].search([("code", "=", code)])
        return {
            "name": bill.supplier_name,
            "is_company": True,
            "company_registry": bill.siren or False,
            "supplier_rank": 1,
            "company_id": self.company_id.id,
            "country_id": country and country.id,
            "vat": bill.vat_number or False,
        }

    def _portal_discard_purchase(self, move):
        """Forget a bill that staff have never had, or have sent back."""
        self._portal_check()
        self._portal_check_present()
        own = self._portal_get_purchase(move.id)
        own._portal_check_purchase_editable()
        if len(own.caetic_part_ids) > 1:
            raise UserError(self.env._("This bill is also for another activity."))
        if own.posted_before:
            raise UserError(self.env._("A bill that was posted is not deleted."))
        own.unlink()

    # -- the answer of an activity ----------------------------------------------------

    def _portal_answer_purchase(self, move, agreed, reason=""):
        """Agree to a bill that staff gave to the activity, or contest it.

        :raises UserError: when nothing was asked, or no reason is given
        """
        self._portal_check()
        self._portal_check_present()
        own = self._portal_get_purchase(move.id)
        part = own.caetic_part_ids.filtered(lambda p: p.activity_id == self)
        if own.state != "draft" or part.state == "none":
            raise UserError(self.env._("Nothing is asked about this bill."))
        if not agreed and not reason:
            raise UserError(self.env._("Say why this bill is not for your activity."))
        part._answer(agreed, reason)
