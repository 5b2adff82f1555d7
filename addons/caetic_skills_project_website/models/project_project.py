# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Command


class ProjectProject(models.Model):
    """The reference of the lead names the team: staff may show it on the website.

    Nothing is public by that: staff choose it, and each person named agrees (R801).
    """

    _inherit = "project.project"

    def _prepare_reference(self, place):
        values = super()._prepare_reference(place)
        if not place.is_lead:
            return values
        others = self.caetic_place_ids.profile_id - place.profile_id
        return {**values, "people_ids": [Command.set(others.ids)]}
