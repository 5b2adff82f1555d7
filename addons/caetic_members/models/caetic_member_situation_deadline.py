# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticMemberSituationDeadline(models.Model):
    """A new situation replaces the end of rights of the one before."""

    _name = "caetic.member.situation"
    _inherit = ["caetic.member.situation", "caetic.clock.mixin"]
