# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import logging

from odoo import api, fields, models
from odoo.tools import email_normalize

from odoo.addons.caetic_members.uploads import check_upload

from .. import engine

_logger = logging.getLogger(__name__)
KINDS = ("pdf", "xml", "image")
PICTURES = ("image/jpeg", "image/png")


class AccountMove(models.Model):
    """Suppliers' bills that come by e-mail, to the address of a journal of purchases.

    Odoo makes one draft of each document and reads what is electronic. Here what is
    not a document is refused, and each draft waits to be sorted with a proposal.
    """

    _inherit = "account.move"

    @api.model
    def _caetic_is_purchase_route(self, model, defaults):
        return model == "account.move" and (defaults or {}).get("move_type") == (
            "in_invoice"
        )

    @api.model
    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        """Drop the files that are no documents; without any other, Odoo sends back."""
        if self._caetic_is_purchase_route(route[0], route[2]) and not route[1]:
            message_dict["attachments"] = self._caetic_keep_documents(
                message_dict.get("attachments") or []
            )
        return super()._routing_check_route(
            message, message_dict, route, raise_exception=raise_exception
        )

    @api.model
    def _caetic_keep_documents(self, files):
        """Return the files of an e-mail that may be kept, safe and under their name.

        :param files: tuples of Odoo's gateway: name, content, and what it knows
        """
        kept = []
        for file in files:
            name, content = file[0], file[1]
            raw = content.encode() if isinstance(content, str) else content
            upload, code = check_upload(name, raw, KINDS)
            if upload:
                kept.append(_replace(file, upload.name, upload.content))
            else:
                _logger.info("File of an e-mail refused (%s): %s", code, name)
        return kept

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Keep what comes by e-mail as a bill to sort; Odoo's gateway calls it.

        :raises AccessError: by remote call, for whoever may not write bills
        """
        self.check_access("create")
        move = super().message_new(msg_dict, custom_values)
        if self._caetic_is_purchase_route("account.move", custom_values):
            move._caetic_receive(msg_dict)
        return move

    def _caetic_receive(self, msg_dict):
        """Note who sent a bill; one of our people is not its supplier."""
        self.ensure_one()
        sender = self._caetic_find_sender(msg_dict.get("email_from"))
        if sender:
            self.partner_id = False
        self.write(
            {
                "caetic_purchase_state": "to_sort",
                "caetic_purchase_origin": "mail",
                "caetic_purchase_date": fields.Datetime.now(),
                "caetic_purchase_sender_id": sender.id,
            }
        )

    @api.model
    def _caetic_find_sender(self, email):
        """The member whose address it is, if one only."""
        address = email_normalize(email or "")
        # The gateway is nobody: it looks up who writes.
        members_sudo = self.env["caetic.member"].sudo()
        if not address:
            return members_sudo
        found = members_sudo.search(
            [("partner_id.email_normalized", "=", address)], limit=2
        )
        return found if len(found) == 1 else members_sudo

    def _should_attach_to_record(self, attachment):
        """A photo of a bill is a document of the bill."""
        if attachment and attachment.mimetype in PICTURES and not attachment.res_field:
            return bool(self.env.context.get("from_alias"))
        return super()._should_attach_to_record(attachment)

    def _extend_with_attachments(self, files_data, new=False):
        """Sort each bill of an e-mail once Odoo has read it."""
        result = super()._extend_with_attachments(files_data, new)
        if self.env.context.get("from_alias") and self.is_purchase_document():
            self._caetic_sort(files_data)
        return result

    def _caetic_sort(self, files_data):
        """Fingerprint, and proposed activity, of a bill that came by e-mail."""
        self.ensure_one()
        first = files_data[0]["origin_attachment"] if files_data else None
        sender = self.caetic_purchase_sender_id or self._caetic_find_sender(
            self.invoice_source_email
        )
        how, activity = self._caetic_propose(files_data, sender)
        self.write(
            {
                "caetic_purchase_state": "to_sort",
                "caetic_purchase_origin": "mail",
                "caetic_purchase_date": fields.Datetime.now(),
                "caetic_purchase_sender_id": sender.id,
                "caetic_file_hash": first and _fingerprint(first.raw),
                "caetic_proposed_activity_id": activity.id,
                "caetic_proposed_by": how or False,
            }
        )
        if first and not self.message_main_attachment_id:
            self.message_main_attachment_id = first

    def _caetic_propose(self, files_data, sender):
        """Return ``(how, activity)``: what the document says, else who sent it."""
        # The gateway is nobody: it compares with the codes of all activities.
        activities_sudo = self.env["caetic.activity"].sudo()
        mine = activities_sudo.search([("company_id", "=", self.company_id.id)])
        by_code = {activity.code: activity for activity in mine if activity.code}
        for file in files_data:
            if file.get("xml_tree") is None:
                continue
            how, code = engine.find_code(
                engine.read_references(file["xml_tree"]), by_code
            )
            if code:
                return how, by_code[code]
        own = mine.filtered(lambda activity: sender and sender in activity.member_ids)
        return ("sender", own) if len(own) == 1 else ("", activities_sudo)


def _fingerprint(content):
    return hashlib.sha256(content).hexdigest() if content else False


def _replace(file, name, content):
    """The same file of the gateway with another name and content."""
    if hasattr(file, "_replace"):
        return file._replace(fname=name, content=content)
    return (name, content, *file[2:])
