# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticMemberChangeLine(models.Model):
    """One field of a correction: what the file says, what the person asks."""

    _name = "caetic.member.change.line"
    _description = "Field of a correction"
    _order = "change_id, id"
    _rec_name = "label"

    change_id = fields.Many2one(
        "caetic.member.change", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(related="change_id.member_id", store=True, index=True)
    field_name = fields.Char(string="Field (technical)", required=True, readonly=True)
    label = fields.Char(string="Field", compute="_compute_label")
    old_value = fields.Char(string="In the file", readonly=True)
    new_value = fields.Char(string="Asked", readonly=True)
    old_text = fields.Char(string="In the file (words)", compute="_compute_label")
    new_text = fields.Char(string="Asked (words)", compute="_compute_label")
    company_id = fields.Many2one(related="change_id.company_id", store=True)

    @api.depends("field_name", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_label(self):
        members = self.env["caetic.member"]
        labels, words = members._get_form_labels(), members._get_form_choices()
        for line in self:
            choices = dict(words.get(line.field_name, ()))
            line.label = labels.get(line.field_name, line.field_name)
            line.old_text = choices.get(line.old_value, line.old_value)
            line.new_text = choices.get(line.new_value, line.new_value)
