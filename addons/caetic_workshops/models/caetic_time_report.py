# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CaeticTimeReport(models.Model):
    """Time of accompaniment: from interviews and sessions, typed nowhere else.

    Two measures that never mix. Hours of staff: each member of staff once per interview
    or half-day. Hours of people: each person once, however many staff were there.
    """

    _name = "caetic.time.report"
    _description = "Time of accompaniment"
    _auto = False
    _order = "date desc, id desc"
    _depends = {
        "caetic.attendance": ["state", "hours", "date", "member_id"],
        "caetic.interview": ["state", "hours", "date", "adviser_id", "staff_ids"],
        "caetic.session.facilitator": ["event_id", "kind", "partner_id"],
        "event.event": ["caetic_module_id", "kanban_state", "active"],
        "event.slot": ["caetic_hours", "date", "end_datetime"],
    }

    date = fields.Date(readonly=True)
    kind = fields.Selection(
        [("individual", "Individual"), ("collective", "Collective")], readonly=True
    )
    user_id = fields.Many2one("res.users", string="Staff", readonly=True)
    member_id = fields.Many2one("caetic.member", string="Person", readonly=True)
    funded_action_id = fields.Many2one(
        "caetic.funded.action", string="Funded action", readonly=True
    )
    interview_id = fields.Many2one("caetic.interview", readonly=True)
    event_id = fields.Many2one("event.event", string="Session", readonly=True)
    module_id = fields.Many2one("caetic.workshop.module", readonly=True)
    staff_hours = fields.Float(string="Hours of staff", readonly=True)
    person_hours = fields.Float(string="Hours of people", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        # No view in the database: a new one is made before the columns it reads.
        return SQL(
            "SELECT row_number() OVER ("
            "ORDER BY origin, origin_id, user_id, member_id) AS id, rows.* FROM ("
            " %s UNION ALL %s UNION ALL %s) AS rows",
            self._get_interviews(),
            self._get_half_days(),
            self._get_attendances(),
        )

    def _get_interviews(self):
        """Interviews held: the adviser and each colleague once, the person once."""
        return SQL(
            """
            SELECT 1 AS origin, i.id AS origin_id, i.date, 'individual' AS kind,
                   staff.user_id, i.member_id, i.funded_action_id,
                   i.id AS interview_id, NULL::integer AS event_id,
                   NULL::integer AS module_id, i.hours AS staff_hours,
                   CASE WHEN staff.user_id = i.adviser_id THEN i.hours ELSE 0 END
                       AS person_hours,
                   i.company_id
              FROM caetic_interview i
              JOIN LATERAL (
                   SELECT i.adviser_id AS user_id
                    UNION
                   SELECT rel.user_id FROM caetic_interview_staff_rel rel
                    WHERE rel.interview_id = i.id
                   ) staff ON TRUE
             WHERE i.state = 'done'
            """
        )

    def _get_half_days(self):
        """Half-days that are over: each permanent facilitator of the session."""
        return SQL(
            """
            SELECT 2, s.id, s.date, 'collective', u.id, NULL::integer,
                   e.caetic_funded_action_id, NULL::integer, e.id,
                   e.caetic_module_id, s.caetic_hours, 0, e.company_id
              FROM event_slot s
              JOIN event_event e ON e.id = s.event_id
              JOIN caetic_session_facilitator f
                ON f.event_id = e.id AND f.kind = 'permanent'
              JOIN LATERAL (
                   SELECT u.id FROM res_users u
                    WHERE u.partner_id = f.partner_id AND NOT u.share
                    ORDER BY u.active DESC, u.id LIMIT 1
                   ) u ON TRUE
             WHERE e.caetic_module_id IS NOT NULL
               AND e.active
               AND e.kanban_state IS DISTINCT FROM 'cancel'
               AND s.end_datetime < now() AT TIME ZONE 'UTC'
            """
        )

    def _get_attendances(self):
        """People who were there: their hours, nobody's of staff."""
        return SQL(
            """
            SELECT 3, a.id, a.date, 'collective', NULL::integer, a.member_id,
                   a.funded_action_id, NULL::integer, a.event_id, a.module_id, 0,
                   a.hours, a.company_id
              FROM caetic_attendance a
             WHERE a.state = 'present' AND a.member_id IS NOT NULL
            """
        )
