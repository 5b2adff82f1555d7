# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .. import engine

APPROVERS = (
    "caetic_members.caetic_members_group_coordinator,"
    "caetic_members.caetic_members_group_accountant"
)


class CaeticApprovalMixin(models.AbstractModel):
    """A document of an activity that leaves at once, or once staff have seen it.

    The document has ``caetic_activity_id``, ``company_id``, ``partner_id`` and
    ``state``. It says whether it is issued by an activity, whether it has left, its
    thresholds and the facts of its own; a wizard ``<model>.refuse`` sends it back,
    where ``_caetic_refuse_field`` names the documents.
    """

    _name = "caetic.approval.mixin"
    _description = "Document that staff may have to approve"
    _caetic_refuse_field = ""

    caetic_approval_state = fields.Selection(
        [
            ("draft", "Being written"),
            ("submitted", "To approve"),
            ("refused", "Sent back"),
            ("approved", "Approved"),
        ],
        string="Approval",
        compute="_compute_caetic_approval_state",
        store=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="Only for documents that an activity issues.",
    )
    caetic_approval_codes = fields.Json(
        string="Codes of what staff look at", readonly=True, copy=False
    )
    caetic_approval_reasons = fields.Text(
        string="Why it waits", compute="_compute_caetic_approval_reasons"
    )
    caetic_refusal_reason = fields.Text(
        string="Why it was sent back", readonly=True, copy=False
    )
    caetic_date_submitted = fields.Datetime(
        string="Submitted on", readonly=True, copy=False
    )

    @api.depends("caetic_activity_id", "state")
    def _compute_caetic_approval_state(self):
        for document in self:
            if not document._caetic_issued():
                document.caetic_approval_state = False
            elif document._caetic_has_left():
                document.caetic_approval_state = "approved"
            elif document.caetic_approval_state not in ("submitted", "refused"):
                document.caetic_approval_state = "draft"

    @api.depends("caetic_approval_codes")
    def _compute_caetic_approval_reasons(self):
        texts = self._caetic_reason_texts()
        for document in self:
            codes = document.caetic_approval_codes or []
            document.caetic_approval_reasons = "\n".join(texts[code] for code in codes)

    # -- what a document says of itself -----------------------------------------------

    def _caetic_issued(self):
        """Documents that activities issue."""
        return self.filtered("caetic_activity_id")

    def _caetic_has_left(self):
        """Tell whether the customer may have the document.

        :returns: bool
        """
        raise NotImplementedError

    def _caetic_thresholds(self):
        """Return the engine.Thresholds of the activity for such a document."""
        raise NotImplementedError

    def _caetic_get_document(self):
        """Return the engine.Document, facts for the approval engine."""
        return engine.Document(**self._caetic_get_facts())

    def _caetic_get_facts(self):
        """Return fields of the engine.Document: each model adds its own."""
        self.ensure_one()
        partner = self.partner_id.commercial_partner_id
        return {
            "customer_is_company": partner.is_company,
            "customer_country": partner.country_id.code or "",
            "has_siret": bool(partner.company_registry),
            "has_vat": bool(partner.vat),
            "has_address": all((partner.street, partner.zip, partner.city)),
            "is_training": self._caetic_is_training(),
            "has_training_number": bool(self.company_id.caetic_training_number),
            "has_coop_identity": self.company_id._caetic_has_identity(),
            "is_public_body": partner._caetic_is_public_body(),
        }

    def _caetic_is_training(self):
        """Tell whether a training is sold (R619).

        :returns: bool
        """
        raise NotImplementedError

    def _caetic_reason_texts(self):
        """Return ``{code: sentence}`` of every reason to wait."""
        return {
            "kind": self.env._(
                "Documents of this kind are read by staff before they leave."
            ),
            "amount": self.env._("The amount is above what this activity posts alone."),
            "siret": self.env._("The customer's SIRET is missing."),
            "vat": self.env._("The customer's VAT number is missing."),
            "address": self.env._("The customer's address is incomplete."),
            "foreign": self.env._("The customer is abroad: the VAT is checked."),
            "training": self.env._(
                "The cooperative's training provider number is missing."
            ),
            "backdated": self.env._("The date is earlier than the last number given."),
            "shared": self.env._("The document is shared with another activity."),
            "share_pending": self.env._("Another activity has not accepted its share."),
            "identity": self.env._("The cooperative's legal identity is incomplete."),
            "new_customer": self.env._(
                "It is the first invoice of this activity to this customer."
            ),
            "public_body": self.env._(
                "The customer is a public body: the references that it asks for are "
                "checked."
            ),
        }

    # -- submitting -------------------------------------------------------------------

    def _caetic_check_editable(self):
        for document in self:
            waits = document.caetic_approval_state == "submitted"
            if document.state != "draft" or waits:
                raise UserError(self.env._("This document can no longer be changed."))

    def _caetic_get_reasons(self):
        """Codes of what staff look at before the document leaves; empty: it leaves."""
        return engine.reasons(self._caetic_get_document(), self._caetic_thresholds())

    def _caetic_hand_over(self):
        """Submit the document to staff.

        :returns: codes of what holds it back; empty: it may leave at once
        """
        self.ensure_one()
        codes = self._caetic_get_reasons()
        self.write(
            {
                "caetic_approval_codes": list(codes),
                "caetic_approval_state": "submitted",
                "caetic_date_submitted": fields.Datetime.now(),
                "caetic_refusal_reason": False,
            }
        )
        return codes

    # -- staff ------------------------------------------------------------------------

    def _caetic_check_approver(self):
        if not self.env.su and not self.env.user.has_groups(APPROVERS):
            raise AccessError(
                self.env._("Only coordinators and accountants approve documents.")
            )
        self.check_access("read")
        self._caetic_lock_approval()
        if self.filtered(lambda one: one.caetic_approval_state != "submitted"):
            raise UserError(
                self.env._("Only documents that wait for approval are approved.")
            )

    def _caetic_lock_approval(self):
        """Keep the documents to oneself until the end of the transaction.

        Two people who approve the same ones at once would each wait for the other's
        number.

        :raises UserError: when somebody else has them
        """
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is approving these documents just now.")
            ) from error

    def action_caetic_refuse(self):
        """Ask for the reason in a small wizard."""
        self._caetic_check_approver()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send back"),
            "res_model": f"{self._name}.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{self._caetic_refuse_field}": self.ids},
        }

    def _caetic_refuse(self, reason):
        """Give the document back to its author, everything typed kept."""
        self._caetic_check_approver()
        # Saying no needs no right to write the ledger or the orders.
        documents_sudo = self.sudo()
        documents_sudo.write(self._caetic_prepare_refusal(reason))

    def _caetic_prepare_refusal(self, reason):
        """Return what a document sent back keeps of it."""
        return {"caetic_approval_state": "refused", "caetic_refusal_reason": reason}
