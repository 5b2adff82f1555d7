# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.models.caetic_member_referral import READERS


class EventRegistration(models.Model):
    _inherit = "event.registration"

    caetic_member_id = fields.Many2one(
        "caetic.member",
        string="Candidate",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
        groups=READERS,
    )

    @api.model_create_multi
    def create(self, vals_list):
        registrations = super().create(vals_list)
        registrations._caetic_welcome_sudo()
        return registrations

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "done":
            self._caetic_inform_sudo()
        return result

    def _caetic_get_informing_sudo(self):
        """Return the registrations to meetings that carry the tag of information."""
        # Visitors register, and whoever is at the door marks who came.
        tag = self.env.ref("caetic_members_website_event.event_tag_information", False)
        return self.sudo().filtered(lambda one: tag and tag in one.event_id.tag_ids)

    def _caetic_welcome_sudo(self):
        """Make a candidate of each person, or find who they already are."""
        addon = "caetic_members_website_event"
        sender = self.env.ref(f"{addon}.question_sender", False)
        trade = self.env.ref(f"{addon}.question_trade", False)
        for registration_sudo in self._caetic_get_informing_sudo():
            answers = registration_sudo.registration_answer_ids
            texts = {one.question_id: one.value_text_box for one in answers}
            registration_sudo.caetic_member_id = registration_sudo.env[
                "caetic.member"
            ]._welcome_sudo(
                registration_sudo.read(["name", "email", "phone"])[0],
                registration_sudo.event_id.company_id or self.env.company,
                texts.get(sender),
                texts.get(trade),
            )
        self.filtered(lambda one: one.state == "done")._caetic_inform_sudo()

    def _caetic_inform_sudo(self):
        """Who attended is informed, on the day of the meeting (R301)."""
        for registration_sudo in self._caetic_get_informing_sudo():
            member_sudo = registration_sudo.caetic_member_id
            if member_sudo.state == "prospect":
                zone = member_sudo.with_context(tz=registration_sudo.event_id.date_tz)
                begin = registration_sudo.event_begin_date
                day = fields.Datetime.context_timestamp(zone, begin).date()
                member_sudo._record_step("informed", day)
