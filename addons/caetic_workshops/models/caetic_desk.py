# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticDesk(models.Model):
    """What workshops wait for."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        now = fields.Datetime.now()
        coming = [
            ("caetic_module_id", "!=", False),
            ("kanban_state", "!=", "cancel"),
            ("date_begin", ">", now),
        ]
        soon = [("date_begin", "<", fields.Datetime.add(now, days=7))]
        sessions = {
            "model": "event.event",
            "action": "caetic_workshops.event_event_action_session",
            "late": soon,
        }
        return {
            **super()._get_queues(today),
            "workshop_full": {
                **sessions,
                "domain": lambda: self._get_full_domain(coming),
            },
            "workshop_waiting": {
                **sessions,
                "domain": [
                    *coming,
                    ("registration_ids", "any", [("state", "=", "waiting")]),
                ],
            },
            "workshop_facilitator": {
                **sessions,
                "domain": [*coming, ("caetic_facilitator_ids", "=", False)],
            },
            "workshop_minimum": {
                **sessions,
                "domain": lambda: self._get_minimum_domain(coming),
            },
        }

    def _get_full_domain(self, coming):
        limited = [*coming, ("seats_limited", "=", True), ("seats_max", ">", 0)]
        events = self.env["event.event"].search(limited)
        full = events.filtered(lambda one: one.seats_available <= 0)
        return [("id", "in", full.ids)]

    def _get_minimum_domain(self, coming):
        asked = [
            *coming,
            ("caetic_seats_min", ">", 0),
            ("stage_id.caetic_is_open", "=", True),
        ]
        events = self.env["event.event"].search(asked)
        return [("id", "in", events.filtered("caetic_is_under_minimum").ids)]
