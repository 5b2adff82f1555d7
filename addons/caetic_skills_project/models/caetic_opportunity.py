# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

READY = ("formed", "won")


class CaeticOpportunity(models.Model):
    """A team that is formed opens its joint project."""

    _inherit = "caetic.opportunity"

    joint_project_ids = fields.One2many(
        "project.project", "caetic_opportunity_id", string="Joint project"
    )

    def action_make_joint_project(self):
        """Open the joint project of the team; made the first time."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "res_model": "project.project",
            "res_id": self._get_joint_project_sudo().id,
            "views": [
                [
                    self.env.ref("caetic_skills_project.caetic_joint_view_form").id,
                    "form",
                ]
            ],
        }

    def _get_joint_project_sudo(self):
        """Return the joint project, in superuser mode; made the first time.

        :raises UserError: for a team that is not formed
        """
        self.ensure_one()
        # The lead has no right on projects: all of it was agreed by the team.
        opportunity_sudo = self.sudo()
        known_sudo = opportunity_sudo.with_context(active_test=False).joint_project_ids
        if known_sudo:
            return known_sudo[:1]
        if self.state not in READY:
            raise UserError(self.env._("Form the team first."))
        projects_sudo = self.env["project.project"].sudo()  # Same reason.
        project_sudo = projects_sudo.create(opportunity_sudo._prepare_joint_project())
        if opportunity_sudo._has_whole_shares():
            project_sudo._fix_shares()
        others_sudo = project_sudo.caetic_place_ids.filtered(
            lambda one: one.profile_id.partner_id != self.env.user.partner_id
        )
        others_sudo._mail("opened")
        return project_sudo

    def _prepare_joint_project(self):
        """Return the values of the project: the need, the team that accepted."""
        self.ensure_one()
        places = self.invitation_ids.filtered(lambda one: one.state == "accepted")
        both = self.date_start and self.date_end
        return {
            "name": self.name,
            "caetic_is_joint": True,
            "caetic_aims": self.description,
            "caetic_opportunity_id": self.id,
            "caetic_budget": self.amount or self.budget,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "date_start": both and self.date_start,
            "date": both and self.date_end,
            "caetic_place_ids": [
                Command.create(
                    {
                        "profile_id": one.profile_id.id,
                        "activity_id": one.activity_id.id,
                        "is_lead": one.is_lead,
                        "role": one.role,
                        "share": one.share,
                    }
                )
                for one in places
            ],
        }

    # -- portal -----------------------------------------------------------------------

    @api.model
    def _portal_get_page(self, number):
        page = super()._portal_get_page(number)
        if page:
            found_sudo = self._portal_find_sudo(number)  # It checks who asks.
            project_sudo = found_sudo.joint_project_ids
            is_in = page["place_state"] == "accepted"
            page["joint_project"] = project_sudo[:1].id if is_in else 0
            page["can_make_project"] = (
                is_in
                and page["is_lead"]
                and page["state"] in READY
                and not project_sudo
            )
        return page

    @api.model
    def _portal_make_project(self, number):
        """Return the number of the joint project of a team that the user leads.

        :raises AccessError: for whoever does not lead it
        """
        found_sudo = self._portal_find_sudo(number)
        place_sudo = found_sudo and found_sudo._portal_get_place_sudo()
        if not place_sudo or not place_sudo.is_lead or place_sudo.state != "accepted":
            raise AccessError(self.env._("The lead of the team opens its project."))
        return found_sudo._get_joint_project_sudo().id
