# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaeticCompetence(models.Model):
    """Competence of running a business, or a part of one: two levels."""

    _name = "caetic.competence"
    _description = "Competence"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(
        string="What it means",
        translate=True,
        help="A sentence the person recognises themselves in.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        "caetic.competence",
        string="Part of",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('parent_id', '=', False)]",
    )
    child_ids = fields.One2many("caetic.competence", "parent_id", string="Parts")
    module_codes = fields.Char(
        string="Codes of the modules",
        help="Codes of the catalogue, with commas: the modules follow.",
    )
    module_ids = fields.Many2many(
        "caetic.workshop.module",
        "caetic_competence_module_rel",
        string="Modules that work on it",
        compute="_compute_module_ids",
        store=True,
        readonly=False,
    )
    expectation_ids = fields.One2many(
        "caetic.competence.expectation", "competence_id", string="Expected levels"
    )

    @api.depends("module_codes")
    def _compute_module_ids(self):
        wanted = {
            one: [code.strip() for code in (one.module_codes or "").split(",")]
            for one in self
        }
        codes = {code for found in wanted.values() for code in found if code}
        modules = self.env["caetic.workshop.module"].search(
            [("code", "in", sorted(codes))]
        )
        for competence, names in wanted.items():
            if competence.module_codes:
                competence.module_ids = modules.filtered(
                    lambda one, known=names: one.code in known
                )
            else:
                competence.module_ids = competence.module_ids

    @api.constrains("parent_id")
    def _check_two_levels(self):
        if any(
            one.parent_id.parent_id or (one.parent_id and one.child_ids) for one in self
        ):
            raise ValidationError(
                self.env._("A competence has parts, and a part has none.")
            )
