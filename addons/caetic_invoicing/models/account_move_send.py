# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class AccountMoveSend(models.AbstractModel):
    """Documents of activities: Factur-X for all, answered by the entrepreneur."""

    _inherit = "account.move.send"

    @api.model
    def _get_default_invoice_edi_format(self, move, **kwargs):
        chosen = super()._get_default_invoice_edi_format(move, **kwargs)
        if move.caetic_activity_id and move.is_sale_document():
            # Private persons too: one kind of document, PDF/A-3 with its XML.
            return chosen or "facturx"
        return chosen

    @api.model
    def _get_mail_params(self, move, move_data):
        params = super()._get_mail_params(move, move_data)
        # The address of the brand is printed on the document: public.
        activity_sudo = move.caetic_activity_id.sudo()
        if params and activity_sudo.email:
            params["reply_to"] = activity_sudo.email
            params["attachments"] = [
                (name, raw)
                for name, raw in params["attachments"]
                if not name.endswith(".xml")
            ]
        return params

    @api.model
    def _send_mail(self, move, mail_template, **kwargs):
        result = super()._send_mail(move, mail_template, **kwargs)
        if move.caetic_activity_id:
            move.caetic_date_sent = fields.Datetime.now()
        return result
