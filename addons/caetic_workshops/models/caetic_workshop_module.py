# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.models.caetic_member import STAGES


class CaeticWorkshopModule(models.Model):
    """Module of the catalogue of workshops (R1001), or a topic of one."""

    _name = "caetic.workshop.module"
    _description = "Module of the workshops"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        "caetic.workshop.module", string="Part of", index="btree_not_null"
    )
    topic_ids = fields.One2many("caetic.workshop.module", "parent_id", string="Topics")
    aims = fields.Text(translate=True)
    programme = fields.Text(translate=True)
    prerequisite_ids = fields.Many2many(
        "caetic.workshop.module",
        "caetic_workshop_module_prerequisite_rel",
        "module_id",
        "prerequisite_id",
        string="Prerequisites",
    )
    stage = fields.Selection(
        STAGES, string="From stage", help="Stage of the journey it is meant for."
    )
    hours = fields.Float(string="Length (hours)")
    is_mandatory = fields.Boolean(string="Mandatory")
    session_ids = fields.One2many("event.event", "caetic_module_id", string="Sessions")

    _code_uniq = models.UniqueIndex("(code)", "This code exists already.")
