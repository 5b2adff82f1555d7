# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class EventStage(models.Model):
    _inherit = "event.stage"

    caetic_is_open = fields.Boolean(
        string="Shown to members",
        help="Sessions of workshops at this stage are on the members' pages, and "
        "registration is open until their deadline.",
    )
