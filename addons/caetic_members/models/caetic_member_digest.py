# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .caetic_deadline import OPEN, PERSONAL
from .caetic_member import HOSTED

BATCH_SIZE = 50
SHOWN = 3
LANG = "fr_FR"


class CaeticMemberDigest(models.Model):
    """Weekly summary by e-mail, for those who ask for it: one replaces five mails."""

    _inherit = "caetic.member"

    wants_digest = fields.Boolean(
        string="Weekly summary by e-mail",
        copy=False,
        help="Each Monday: available money, awaited payments, next deadlines.",
    )
    digest_week = fields.Date(
        string="Week of the last summary", readonly=True, copy=False
    )

    def _portal_set_digest(self, wanted):
        """Start or stop the weekly summary of the person who is logged in.

        :param bool wanted: what they chose on the portal
        :raises AccessError: for anybody else
        """
        self.ensure_one()
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Only the person chooses their summary."))
        # Portal users write nothing by themselves: this field only, of their own file.
        member_sudo = self.sudo()
        member_sudo.wants_digest = bool(wanted)

    @api.model
    def _cron_send_digests(self):
        """Send the summary of the week to whoever has not had it yet."""
        today = fields.Date.context_today(self)
        week = today - timedelta(days=today.weekday())
        members = self.search(
            [
                ("wants_digest", "=", True),
                ("state", "in", HOSTED),
                ("user_id.active", "=", True),
                ("email", "!=", False),
                "|",
                ("digest_week", "=", False),
                ("digest_week", "<", week),
            ],
            order="id",
        )
        for start in range(0, len(members), BATCH_SIZE):
            batch = members[start : start + BATCH_SIZE]
            batch._send_digests(week, today)
            left = len(members) - start - len(batch)
            if left:
                self.env["ir.cron"]._commit_progress(len(batch), remaining=left)

    def _send_digests(self, week, today):
        """Put the summaries of some people in the outbox, and remember the week.

        Both are one transaction: whatever happens, nobody gets two for one week.
        """
        # The summary is about its reader: the outbox and the sums are the system's.
        members_sudo = self.sudo()
        lang = LANG if self.env["res.lang"]._lang_get(LANG) else self.env.lang
        template_sudo = self.env.ref("caetic_members.mail_template_digest").sudo()
        template_sudo.with_context(
            lang=lang,
            digests=members_sudo.with_context(lang=lang)._prepare_digests(today),
        ).send_mail_batch(
            members_sudo.ids, email_layout_xmlid="mail.mail_notification_light"
        )
        members_sudo.write({"digest_week": week})

    def _prepare_digests(self, today):
        """Return what each summary says: ``{id: dict}``, for a batch at once."""
        activities = self.caetic_activity_ids
        statements = activities._get_statements(today) if activities else {}
        pending = activities._get_pending_totals() if activities else {}
        deadlines = self.env["caetic.deadline"].search(
            [
                ("member_id", "in", self.ids),
                ("kind", "in", PERSONAL),
                ("state", "in", OPEN),
            ]
        )
        own = deadlines.grouped("member_id")
        return {
            member.id: {
                **member._sum_accounts(statements, pending),
                "deadlines": [
                    (one._get_title(), one.date_due, one._get_when(today))
                    for one in own.get(member, deadlines.browse())[:SHOWN]
                ],
            }
            for member in self
        }

    def _sum_accounts(self, statements, pending):
        """Add up the accounts of a person's activities, as their home shows each.

        :param dict statements: engine.Statement, by activity
        :param dict pending: what customers owe, VAT included, by activity
        """
        self.ensure_one()
        own = self.caetic_activity_ids
        return {
            "available": float(sum(statements[one.id].available for one in own)),
            "pending": sum(pending[one.id]["amount"] for one in own),
            "pending_count": sum(pending[one.id]["count"] for one in own),
            "late_count": sum(pending[one.id]["late_count"] for one in own),
            "shares_awaited": float(
                sum(statements[one.id].shares_awaited for one in own)
            ),
        }
