# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class EventEvent(models.Model):
    """A session of a workshop is an event with a module (R1002).

    Its slots are half-days: a registration holds for all of them, so
    ``is_multi_slots`` (choose one of several) stays off.
    """

    _inherit = "event.event"

    caetic_module_id = fields.Many2one(
        "caetic.workshop.module", string="Module", index="btree_not_null", tracking=True
    )
    caetic_facilitator_ids = fields.One2many(
        "caetic.session.facilitator", "event_id", string="Facilitators"
    )
    caetic_organiser_ids = fields.Many2many(
        "res.partner", "caetic_session_organiser_rel", string="Organised with"
    )
    caetic_funded_action_id = fields.Many2one(
        "caetic.funded.action", string="Funded action", index="btree_not_null"
    )
    caetic_link = fields.Char(string="Link of the video call")
    caetic_is_training = fields.Boolean(
        string="Training action",
        help="R622: accompaniment of entrepreneurs is not training, unless set up as "
        "such, with a convention and a programme.",
    )
