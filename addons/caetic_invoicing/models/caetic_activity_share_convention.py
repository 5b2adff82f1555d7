# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.caetic_members.engine import to_decimal

from ..engine import Issue


class CaeticActivity(models.Model):
    """Conventions of an activity (R119), as its members propose and answer them."""

    _inherit = "caetic.activity"

    def _get_conventions_sudo(self):
        """caetic.share.agreement in superuser mode, for reads filtered by activity."""
        # Members read the names of the other parties, whose activities are not theirs.
        return self.env["caetic.share.agreement"].sudo()

    def _get_convention_domain(self):
        self.ensure_one()
        own = Domain("activity_id", "=", self.id)
        party = Domain("line_ids.activity_id", "=", self.id)
        return own | party

    def _portal_get_conventions(self):
        """Return the rows of the conventions of the activity, newest first."""
        self._portal_check()
        found_sudo = self._get_conventions_sudo().search(self._get_convention_domain())
        return [self._prepare_convention_row(one) for one in found_sudo]

    def _portal_get_convention(self, convention_id):
        """One convention of the activity, in superuser mode, or nothing."""
        self._portal_check()
        domain = self._get_convention_domain() & Domain("id", "=", convention_id)
        return self._get_conventions_sudo().search(domain, limit=1)

    def _prepare_convention_row(self, convention):
        today = fields.Date.context_today(self)
        mine = convention.line_ids.filtered(lambda line: line.activity_id == self)
        ended = convention.date_end and convention.date_end < today
        return {
            "id": convention.id,
            "url": f"/my/activities/{self.id}/conventions/{convention.id}",
            "name": convention.name,
            "lead": convention.activity_id.name,
            "is_lead": convention.activity_id == self,
            "date_start": convention.date_start,
            "date_end": convention.date_end,
            "state": "ended" if ended else convention.state,
            "to_answer": mine.agreement_state == "proposed" and not ended,
            "parts": [
                {
                    "activity": line.activity_id.name,
                    "percentage": line.percentage,
                    "answer": line.agreement_state,
                    "reason": line.agreement_reason or "",
                }
                for line in convention.line_ids
            ],
        }

    def _portal_check_convention(self, convention):
        """Return the issues of a convention that only the database knows."""
        partners = dict(self._portal_get_partners())
        issues = [
            Issue(f"share-{part.row}-activity", "unknown")
            for part in convention.parts
            if part.activity_id not in partners
        ]
        today = fields.Date.context_today(self)
        if convention.start and convention.start < today:
            issues.append(Issue("start", "past"))
        return issues

    def _portal_propose_convention(self, convention):
        """Write a convention of the activity and ask the other parties.

        :param convention: engine.ConventionInput without issues
        :returns: the convention in superuser mode
        """
        self._portal_check()
        self._portal_check_present()
        lines = [
            Command.create(
                {"activity_id": part.activity_id, "percentage": part.percentage}
            )
            for part in convention.parts
        ]
        # Portal users may not write conventions: these values are all typed ones.
        conventions_sudo = self.env["caetic.share.agreement"].sudo()
        created_sudo = conventions_sudo.with_context(
            mail_create_nosubscribe=True
        ).create(
            {
                "name": convention.name,
                "activity_id": self.id,
                "date_start": convention.start or fields.Date.context_today(self),
                "date_end": convention.end,
                "line_ids": lines,
            }
        )
        created_sudo.line_ids._agreement_ask()
        return created_sudo

    def _portal_answer_convention(self, convention_id, accepts, reason=""):
        """Accept or refuse the share of the activity in a convention.

        :raises AccessError: for a convention that gives it no share
        """
        convention_sudo = self._portal_get_convention(convention_id)
        self._portal_check_present()
        mine = convention_sudo.line_ids.filtered(lambda one: one.activity_id == self)
        if not mine:
            raise AccessError(self.env._("Only its parties answer a convention."))
        if accepts:
            mine._agreement_accept()
        else:
            mine._agreement_refuse(reason)

    def _portal_stop_convention(self, convention_id):
        """End a convention today: any party may leave it for the documents to come."""
        convention_sudo = self._portal_get_convention(convention_id)
        self._portal_check_present()
        today = fields.Date.context_today(self)
        if convention_sudo.date_end and convention_sudo.date_end <= today:
            raise UserError(self.env._("This convention is over already."))
        if convention_sudo:
            end = max(today, convention_sudo.date_start)
            convention_sudo.date_end = end
            convention_sudo.message_post(
                body=self.env._("Stopped by %(name)s", name=self.name)
            )

    # -- what a convention fills ------------------------------------------------------

    def _get_running_convention(self, date):
        """Return the convention that fills the documents of a day, if any."""
        self.ensure_one()
        found_sudo = self._get_conventions_sudo().search(
            [("activity_id", "=", self.id), ("state", "=", "running")]
        )
        return found_sudo.filtered(lambda one: one._runs_on(date))[:1]

    def _portal_get_form(self, move=None, customer_id=None):
        """A new document begins with the shares of the running convention."""
        form = super()._portal_get_form(move, customer_id)
        if move:
            return form
        convention = self._get_running_convention(fields.Date.context_today(self))
        for row, line in enumerate(convention.line_ids):
            form[f"share-{row}-activity"] = str(line.activity_id.id)
            form[f"share-{row}-percentage"] = self._format_number(line.percentage)
        return form

    def _get_convention_shares(self, date):
        """Return ``{activity: (percentage, user, day)}`` that a convention agreed."""
        return {
            line.activity_id: (
                to_decimal(line.percentage),
                line.agreement_user_id,
                line.agreement_date,
            )
            for line in self._get_running_convention(date).line_ids
        }

    def _get_todo_sources(self):
        """Conventions that wait for an answer."""
        return [
            *super()._get_todo_sources(),
            (self._get_convention_todo, self._sql_convention_todo()),
        ]

    def _sql_convention_todo(self):
        return SQL(
            """
            SELECT FROM caetic_share_agreement_line
            WHERE activity_id = %s AND agreement_state = 'proposed'
            """,
            self.id,
        )

    def _get_convention_todo(self):
        # Read by whoever may open the home of the activity.
        lines_sudo = self.env["caetic.share.agreement.line"].sudo()
        waiting_sudo = lines_sudo.search(
            [
                ("activity_id", "=", self.id),
                ("agreement_state", "=", "proposed"),
                ("agreement_asked", "!=", False),
            ],
            limit=5,
        )
        return [
            {
                "title": self.env._(
                    "Answer %(activity)s: a convention for your invoices",
                    activity=line.agreement_id.activity_id.name,
                ),
                "url": f"/my/activities/{self.id}/conventions/{line.agreement_id.id}",
                "level": "warning",
            }
            for line in waiting_sudo
        ]
