# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticInterviewFollow(models.Model):
    """What an interview does when its meeting was changed in the calendar."""

    _inherit = "caetic.interview"

    def _follow_meetings(self):
        """Take over the hours, the place and the end of the meetings."""
        for interview in self:
            meeting = interview.calendar_event_id
            if not meeting.active:
                interview._cancel(self.env._("Taken out of the calendar."))
                continue
            values = {
                "start": meeting.start,
                "stop": meeting.stop,
                "location": meeting.location or False,
            }
            if meeting.user_id:
                values["adviser_id"] = meeting.user_id.id
            changed = {
                name: value
                for name, value in values.items()
                if interview._get_plain(name) != value
            }
            if changed:
                interview.write(changed)

    def _get_plain(self, name):
        value = self[name]
        return value.id if isinstance(value, models.BaseModel) else value
