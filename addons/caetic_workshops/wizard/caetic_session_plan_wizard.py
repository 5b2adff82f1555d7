# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticSessionPlanWizard(models.TransientModel):
    """Make the half-days of a session from dates, or the session itself first."""

    _name = "caetic.session.plan.wizard"
    _description = "Plan the half-days of a session"

    event_id = fields.Many2one("event.event", string="Session", readonly=True)
    module_id = fields.Many2one("caetic.workshop.module")
    address_id = fields.Many2one("res.partner", string="Place")
    link = fields.Char(string="Link of the video call")
    seats_min = fields.Integer(string="Least people", default=4)
    seats_max = fields.Integer(string="Seats", default=10)
    day_ids = fields.One2many(
        "caetic.session.plan.day", "wizard_id", string="Days", required=True
    )

    def action_plan(self):
        """Add the half-days that are ticked and not there yet; open the session."""
        self.ensure_one()
        slots = self._prepare_slots()
        if not slots:
            raise UserError(self.env._("Tick at least one half-day."))
        event = self.event_id
        if event:
            known = {(one.date, one.start_hour) for one in event.event_slot_ids}
            slots = [
                one for one in slots if (one["date"], one["start_hour"]) not in known
            ]
            event.write({"event_slot_ids": [(0, 0, one) for one in slots]})
        else:
            event = self.env["event.event"].create(self._prepare_session(slots))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_workshops.event_event_action_session"
        )
        return {
            **action,
            "views": [
                (
                    self.env.ref("caetic_workshops.event_event_view_form_session").id,
                    "form",
                )
            ],
            "res_id": event.id,
        }

    def _prepare_slots(self):
        """Values of the half-days, with the hours of the cooperative."""
        company = self.event_id.company_id or self.env.company
        half_days = engine.half_days(
            [(one.date, one.is_morning, one.is_afternoon) for one in self.day_ids],
            (
                to_decimal(company.caetic_morning_start),
                to_decimal(company.caetic_morning_end),
            ),
            (
                to_decimal(company.caetic_afternoon_start),
                to_decimal(company.caetic_afternoon_end),
            ),
        )
        return [
            {
                "date": one.day,
                "start_hour": float(one.start),
                "end_hour": float(one.end),
            }
            for one in half_days
        ]

    def _prepare_session(self, slots):
        if not self.module_id:
            raise UserError(self.env._("Choose a module."))
        return {
            "name": self.module_id.name,
            "caetic_module_id": self.module_id.id,
            "address_id": self.address_id.id,
            "caetic_link": self.link,
            "caetic_seats_min": self.seats_min,
            "seats_limited": self.seats_max > 0,
            "seats_max": self.seats_max,
            "event_slot_ids": [(0, 0, one) for one in slots],
        }
