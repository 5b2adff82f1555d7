# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class ProjectProjectClose(models.Model):
    """The end of a joint project, and the references that it leaves."""

    _inherit = "project.project"

    def action_caetic_close(self):
        """Close: each of the team gets a reference in their portfolio."""
        self.check_access("write")
        self._close_joint()

    def action_caetic_stop(self):
        """Give up: no reference is made."""
        self.check_access("write")
        self._check_joint_running()
        self.write(
            {
                "caetic_state": "stopped",
                "caetic_date_closed": fields.Date.context_today(self),
            }
        )

    def action_caetic_reopen(self):
        """Take up again what was closed or given up; references stay."""
        self.check_access("write")
        self.write({"caetic_state": "running", "caetic_date_closed": False})

    def _close_joint(self):
        """Close those that run; pressed twice, nothing is doubled.

        :raises UserError: for a project given up, or without a word of what was made
        """
        closing = self.filtered(lambda one: one.caetic_state != "closed")
        closing._check_joint_running()
        if closing.filtered(lambda one: not one.caetic_summary):
            raise UserError(
                self.env._("Say first what was made, under “End”: a few lines.")
            )
        # Written first: two who press at once wait for each other here.
        today = fields.Date.context_today(self)
        closing.write({"caetic_state": "closed", "caetic_date_closed": today})
        for project in closing:
            project._make_references()
            project.caetic_place_ids._mail("closed")

    def _make_references(self):
        """Give each of the team their reference, once.

        Theirs from then on: they edit, hide or delete it; the public sees it if they
        show their portfolio (R801).
        """
        self.ensure_one()
        # An adviser closes for all of the team, people of other advisers included.
        project_sudo = self.sudo()
        places_sudo = project_sudo.caetic_place_ids.filtered(
            lambda one: not one.has_reference and one.profile_id.active
        )
        items_sudo = self.env["caetic.portfolio.item"].sudo()  # Same reason.
        items_sudo.create([project_sudo._prepare_reference(one) for one in places_sudo])
        if project_sudo.caetic_word:
            proofs_sudo = self.env["caetic.skill.proof"].sudo()  # Same reason.
            proofs_sudo.create([project_sudo._prepare_word(one) for one in places_sudo])
        places_sudo.has_reference = True

    def _prepare_reference(self, place):
        """Return the values of the portfolio item of somebody of the team."""
        self.ensure_one()
        opportunity = self.caetic_opportunity_id
        return {
            "profile_id": place.profile_id.id,
            "joint_project_id": self.id,
            **self._prepare_work(place),
            "description": self.caetic_summary,
            "trade_ids": [fields.Command.set(opportunity.trade_ids.ids)],
        }

    def _prepare_word(self, place):
        """Return the values of the customer's word for somebody of the team."""
        self.ensure_one()
        return {
            "profile_id": place.profile_id.id,
            "kind": "word",
            **self._prepare_work(place),
            "words": self.caetic_word,
        }

    def _prepare_work(self, place):
        """Return what a reference and a customer's word share."""
        self.ensure_one()
        invited = self.caetic_opportunity_id.invitation_ids.filtered(
            lambda one: one.profile_id == place.profile_id
        )
        own = place.profile_id.current_line_ids.skill_id
        return {
            "name": self.name,
            "date": self.caetic_date_closed,
            "customer": self.caetic_customer,
            "url": self.caetic_url,
            "skill_ids": [fields.Command.set((invited.need_ids.skill_id & own).ids)],
        }
