# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from .survey_user_input import HEAT

BATCH = 50
# Sessions that ended longer ago are not asked about: the system may just be installed.
OLDEST_DAYS = 60


class CaeticEvaluationInvitation(models.Model):
    """Who was asked to evaluate a session: once each, and no reminder.

    The link to answer is in the e-mail only: nothing joins a person and an answer.
    """

    _name = "caetic.evaluation.invitation"
    _description = "Invitation to evaluate a session"
    _order = "id desc"
    _rec_name = "event_id"

    registration_id = fields.Many2one(
        "event.registration", required=True, index=True, ondelete="cascade"
    )
    event_id = fields.Many2one(
        related="registration_id.event_id", string="Session", store=True, index=True
    )
    partner_id = fields.Many2one(related="registration_id.partner_id", string="Person")
    heat = fields.Selection(HEAT, string="When", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    company_id = fields.Many2one(related="event_id.company_id", store=True)

    _once = models.UniqueIndex(
        "(registration_id, heat)", "This person was asked already."
    )

    @api.model
    def _cron_invite(self):
        """Ask whoever was present, once; each batch is saved."""
        today = fields.Date.context_today(self)
        self._invite_all(self._get_due_hot(today), "hot")
        self._invite_all(self._get_due_cold(today), "cold")

    @api.model
    def _invite_all(self, registrations, heat):
        # The order of the answers must not be that of the names.
        ids = random.sample(registrations.ids, len(registrations))
        for start in range(0, len(ids), BATCH):
            batch = registrations.browse(ids[start : start + BATCH])
            self._invite(batch, heat)
            left = len(ids) - start - len(batch)
            if left and not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=left
            ):
                break

    @api.model
    def _get_due_hot(self, today):
        """Return who was present at a session that is over and is not asked yet."""
        now = fields.Datetime.now()
        return self._get_present(
            [
                ("event_id.date_end", "<", now),
                ("event_id.date_end", ">=", now - relativedelta(days=OLDEST_DAYS)),
                ("event_id.caetic_module_id.survey_id", "!=", False),
            ],
            "hot",
        )

    @api.model
    def _get_due_cold(self, today):
        """Return who followed a training action some months ago (R621)."""
        due = self.env["event.registration"]
        companies = self.env["res.company"].search(
            [("caetic_is_training_body", "=", True)]
        )
        for company in companies:
            latest = today - relativedelta(months=company.caetic_cold_months)
            due |= self._get_present(
                [
                    ("event_id.company_id", "=", company.id),
                    ("event_id.caetic_is_training", "=", True),
                    ("event_id.date_end", "<", latest),
                    (
                        "event_id.date_end",
                        ">=",
                        latest - relativedelta(days=OLDEST_DAYS),
                    ),
                    ("event_id.caetic_module_id.cold_survey_id", "!=", False),
                ],
                "cold",
            )
        return due

    @api.model
    def _get_present(self, domain, heat):
        return self.env["event.registration"].search(
            [
                *domain,
                ("state", "in", ("open", "done")),
                ("caetic_attendance_ids.state", "=", "present"),
                ("caetic_invitation_ids", "not any", [("heat", "=", heat)]),
                ("email", "!=", False),
            ],
            order="id",
        )

    @api.model
    def _invite(self, registrations, heat):
        """Write to people; each gets an answer of their own that names nobody."""
        self.create(
            [{"registration_id": one.id, "heat": heat} for one in registrations]
        )
        mails = [
            self._prepare_mail(registration, self._create_answer(registration, heat))
            for registration in registrations
        ]
        self.env["mail.mail"].create(mails)

    @api.model
    def _create_answer(self, registration, heat):
        event = registration.event_id
        module = event.caetic_module_id
        survey = module.survey_id if heat == "hot" else module.cold_survey_id
        return self.env["survey.user_input"].create(
            {
                "survey_id": survey.id,
                "caetic_event_id": event.id,
                "caetic_heat": heat,
                "invite_token": self.env["survey.user_input"]._generate_invite_token(),
            }
        )

    @api.model
    def _prepare_mail(self, registration, answer):
        """Return an e-mail that is forgotten once sent: it holds the link."""
        template = self.env.ref("caetic_workshops.mail_template_evaluation")
        url = answer.get_base_url() + answer.get_start_url()
        rendered = template.with_context(caetic_answer_url=url)._generate_template(
            registration.ids, ("subject", "body_html", "email_from", "reply_to")
        )[registration.id]
        return {
            "subject": rendered["subject"],
            "body_html": rendered["body_html"],
            "email_from": rendered["email_from"],
            "reply_to": rendered["reply_to"],
            "email_to": registration.email,
            "auto_delete": True,
        }
