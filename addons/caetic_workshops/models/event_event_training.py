# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError

# Frame F-3 of the form.
AIMS = [
    ("rncp", "Diploma or title of the national register (RNCP)"),
    ("rs", "Certification of the specific register (RS)"),
    ("cqp", "CQP registered nowhere"),
    ("other", "Other professional training"),
    ("skills", "Skills assessment"),
    ("vae", "Recognition of experience (VAE)"),
]


class EventEventTraining(models.Model):
    """Session that is a training action: its papers and what the BPF asks (R621).

    Internal workshops are accompaniment (R622): none of this concerns them.
    """

    _inherit = "event.event"

    caetic_is_training_body = fields.Boolean(
        related="company_id.caetic_is_training_body"
    )
    caetic_training_aim = fields.Selection(AIMS, string="Aim (BPF)", default="other")
    caetic_training_speciality = fields.Char(
        string="Speciality (NSF)", help="Three figures, for instance 326."
    )
    caetic_training_is_entrusted = fields.Boolean(
        string="Entrusted to another body", help="Frame F-2: we subcontract it."
    )
    caetic_training_principal_id = fields.Many2one(
        "res.partner",
        string="Entrusted to us by",
        index="btree_not_null",
        help="Frame G: another body's training, which we give.",
    )
    caetic_agreement_ids = fields.One2many(
        "caetic.training.agreement", "event_id", string="Agreements"
    )
    caetic_complaint_ids = fields.One2many(
        "caetic.training.complaint", "event_id", string="Complaints"
    )
    caetic_training_hours = fields.Float(
        string="Length of the training (hours)", compute="_compute_training_hours"
    )

    @api.depends("event_slot_ids.caetic_hours")
    def _compute_training_hours(self):
        for event in self:
            event.caetic_training_hours = sum(
                event.event_slot_ids.mapped("caetic_hours")
            )

    @api.constrains("caetic_is_training", "company_id")
    def _check_training_body(self):
        for event in self:
            if (
                event.caetic_is_training
                and not event.company_id.caetic_is_training_body
            ):
                raise UserError(
                    self.env._(
                        "The cooperative is no training body: its workshops are "
                        "accompaniment. See the settings."
                    )
                )

    def _caetic_get_first_last(self):
        """Return the first and last day of the session, on its own clock."""
        self.ensure_one()
        zone = self.with_context(tz=self.date_tz)
        moments: tuple[datetime, datetime] = (
            fields.Datetime.context_timestamp(zone, self.date_begin),
            fields.Datetime.context_timestamp(zone, self.date_end),
        )
        return moments[0].date(), moments[1].date()

    def _caetic_check_training(self):
        """Refuse papers of training for an internal workshop (R622).

        :raises UserError: for the latter
        """
        for event in self:
            if not event.caetic_is_training:
                raise UserError(
                    self.env._("%s is a workshop, no training action.", event.name)
                )

    def action_caetic_send_convocations(self):
        """Write to each trainee who has no convocation yet."""
        self.check_access("write")
        self._caetic_check_training()
        trainees = self.registration_ids.filtered(
            lambda one: (
                one.state in ("open", "done")
                and not one.caetic_convocation_date
                and one.email
            )
        )
        template = self.env.ref("caetic_workshops.mail_template_convocation")
        template.send_mail_batch(trainees.ids)
        trainees.caetic_convocation_date = fields.Date.context_today(self)

    def action_caetic_print_rules(self):
        """Print the rules of trainings."""
        self.ensure_one()
        self._caetic_check_training()
        if not self.company_id.caetic_training_rules:
            raise UserError(
                self.env._("Write the rules of trainings in the settings first.")
            )
        report = self.env.ref("caetic_workshops.report_training_rules_action")
        return report.report_action(self.company_id)

    def action_caetic_print_certificates(self):
        """Print the certificates of those who attended of the training."""
        self.ensure_one()
        self._caetic_check_training()
        trainees = self.registration_ids.filtered("caetic_attended_hours")
        if not trainees:
            raise UserError(self.env._("Nobody is marked present yet."))
        report = self.env.ref("caetic_workshops.report_training_certificate_action")
        return report.report_action(trainees)
