# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii
import io

from PIL import Image, UnidentifiedImageError

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

NAME_LENGTH = 100
# A drawing of a thousand pixels weighs less; what is larger is no signature.
IMAGE_BYTES = 1024 * 1024
IMAGE_FORMATS = ("PNG", "JPEG", "GIF")
# Written by _sign_as_member and action_countersign only.
SIGNATURE = {
    "sent_on",
    "member_signature",
    "member_signed_by",
    "member_signed_on",
    "member_signed_ip",
    "cooperative_signed_by",
    "cooperative_signed_on",
    "cooperative_signed_ip",
}


class CaeticContractSignature(models.Model):
    """Signature on the portal: sent, signed by the person, then by the cooperative.

    From the sending on the text is sealed, so that both sign the same one. What proves
    a signature is kept with it: the drawing, the name, the moment and the address.
    """

    _inherit = "caetic.contract"

    sent_on = fields.Datetime(string="Sent to sign on", readonly=True, copy=False)
    member_signature = fields.Image(
        string="Signature", readonly=True, copy=False, max_width=1024, max_height=1024
    )
    member_signed_by = fields.Char(string="Signed by", readonly=True, copy=False)
    member_signed_on = fields.Datetime(
        string="Signed by the person on", readonly=True, copy=False
    )
    member_signed_ip = fields.Char(
        string="Internet address of the person", readonly=True, copy=False
    )
    cooperative_signed_by = fields.Char(
        string="Signed for the cooperative by", readonly=True, copy=False
    )
    cooperative_signed_on = fields.Datetime(
        string="Signed for the cooperative on", readonly=True, copy=False
    )
    cooperative_signed_ip = fields.Char(
        string="Internet address of the cooperative", readonly=True, copy=False
    )
    signature_step = fields.Selection(
        [
            ("person", "The person signs"),
            ("cooperative", "The cooperative signs"),
            ("done", "Signed"),
        ],
        string="Signature awaited",
        compute="_compute_signature_step",
        store=True,
    )

    @api.depends("state", "member_signed_on", "cooperative_signed_on")
    def _compute_signature_step(self):
        for contract in self:
            step = "done" if contract.cooperative_signed_on else False
            if contract.state == "sent":
                step = "cooperative" if contract.member_signed_on else "person"
            contract.signature_step = step

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_signature({name for name in vals if vals[name]})
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_signature(set(vals))
        result = super().write(vals)
        if vals.get("state") == "draft":
            # Whoever may take a contract back takes its signatures back.
            contracts_sudo = self.sudo()
            contracts_sudo.write(dict.fromkeys(SIGNATURE, False))
        return result

    def _refuse_signature(self, names):
        if SIGNATURE & names and not self.env.su:
            raise UserError(self.env._("A signature is given, never typed."))

    # -- staff ---------------------------------------------------------------------

    def action_send_to_sign(self):
        """Send the contract to the person, who reads and signs it on the portal."""
        template = self.env.ref("caetic_members.mail_template_contract_to_sign")
        for contract in self:
            contract._check_can_send()
        self.write({"state": "sent"})
        # What proves the signature is written by these methods only.
        contracts_sudo = self.sudo()
        contracts_sudo.write({"sent_on": fields.Datetime.now()})
        template.send_mail_batch(self.ids)

    def _check_can_send(self):
        self.ensure_one()
        if self.state == "sent":
            raise UserError(self.env._("This contract is already out for signature."))
        self._check_can_sign()
        self._check_text_complete()
        if not self.member_id.user_id or not self.member_id.email:
            raise UserError(
                self.env._(
                    "%(member)s has no portal access or no e-mail: give them first, "
                    "or have the contract signed on paper.",
                    member=self.member_id.name,
                )
            )

    def _check_text_complete(self):
        self.ensure_one()
        if not self._get_report_ref():
            raise UserError(self.env._("This contract has no document of its own."))
        empty = self._get_empty_clauses(self.kind)
        if empty:
            raise UserError(
                self.env._(
                    "The law wants these clauses in the contract: %(names)s.",
                    names=", ".join(empty),
                )
            )
        if self.kind == "amendment" and not (
            (self.amendment_text or "").strip() or self._get_changes()
        ):
            raise UserError(self.env._("This amendment changes nothing yet."))

    def action_recall(self):
        """Take back what was sent: it is a draft again, without signature."""
        if any(contract.state != "sent" for contract in self):
            raise UserError(self.env._("This contract is not out for signature."))
        self._message_log_batch(
            {
                contract.id: self.env._(
                    "Taken back; the signature of %(name)s no longer holds.",
                    name=contract.member_signed_by,
                )
                for contract in self
                if contract.member_signed_on
            }
        )
        self.write({"state": "draft"})

    def action_countersign(self):
        """Sign for the cooperative, after the person: the contract is signed."""
        self.check_access("write")
        if any(contract.signature_step != "cooperative" for contract in self):
            raise UserError(self.env._("The person signs first."))
        # Same reason as action_send_to_sign.
        contracts_sudo = self.sudo()
        contracts_sudo.write(
            {
                "cooperative_signed_by": self.env.user.name,
                "cooperative_signed_on": fields.Datetime.now(),
                "cooperative_signed_ip": self._get_address(),
            }
        )
        self.action_sign()

    def _check_can_sign(self):
        result = super()._check_can_sign()
        if self.state == "sent" and not self.cooperative_signed_on:
            raise UserError(
                self.env._(
                    "This contract is out for signature: take it back to sign on paper."
                )
            )
        return result

    @api.model
    def _get_address(self):
        """Return the Internet address of whoever acts, nothing outside a request."""
        # Imported here: the server has no request when it works by itself.
        from odoo.http import request

        return request.httprequest.remote_addr if request else False

    # -- the person ----------------------------------------------------------------

    def _get_signature_error(self, name, signature):
        """Return what bars the signature of the user, in words, nothing if all is well.

        :param str name: name typed
        :param str signature: picture, in base64
        """
        self.ensure_one()
        if self.member_id.user_id != self.env.user:
            return self.env._("Only the person concerned signs this contract.")
        if self.member_signed_on:
            return self.env._("You have already signed this contract.")
        if self.state != "sent":
            return self.env._("This contract is not to be signed.")
        if not name:
            return self.env._("Type your name above the signature.")
        if len(name) > NAME_LENGTH:
            return self.env._("This name is too long.")
        if not signature:
            return self.env._("Draw your signature in the frame.")
        if not self._is_picture(signature):
            return self.env._("This signature cannot be read: draw it again.")
        return None

    @api.model
    def _is_picture(self, signature):
        """Tell whether a text is a picture in base64 that a document can print."""
        try:
            content = base64.b64decode(signature, validate=True)
            picture = Image.open(io.BytesIO(content))
            picture.verify()
        except (
            binascii.Error,
            TypeError,
            ValueError,
            SyntaxError,
            OSError,
            UnidentifiedImageError,
            Image.DecompressionBombError,
        ):
            return False
        return len(content) <= IMAGE_BYTES and picture.format in IMAGE_FORMATS

    def _sign_as_member(self, name, signature):
        """Sign as the person concerned, who is the user.

        :param name: name typed
        :param signature: picture, in base64
        :returns: what bars it, in words, or None
        """
        self.ensure_one()
        name = name.strip() if isinstance(name, str) else ""
        # The person may not write contracts: this signature is all they add to it.
        contract_sudo = self.sudo()
        try:
            contract_sudo.lock_for_update()
        except LockError:
            return self.env._(
                "This contract is being signed: wait, then read it again."
            )
        contract_sudo.invalidate_recordset()
        error = self._get_signature_error(name, signature)
        if error:
            return error
        contract_sudo.write(
            {
                "member_signature": signature,
                "member_signed_by": name,
                "member_signed_on": fields.Datetime.now(),
                "member_signed_ip": self._get_address(),
            }
        )
        contract_sudo._announce_signature()
        return None

    def _announce_signature(self):
        """Tell whoever follows the person that the cooperative signs now."""
        self.ensure_one()
        self.message_post(
            body=self.env._("Signed by %(name)s.", name=self.member_signed_by)
        )
        users = self.member_id.adviser_id or self.create_uid
        if users.active and users._is_internal():
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=users.id,
                summary=self.env._("Sign for the cooperative"),
            )
