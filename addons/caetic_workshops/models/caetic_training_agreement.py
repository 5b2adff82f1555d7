# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

# Frame C of the form.
ORIGINS = [
    ("company", "Companies, for their employees"),
    ("opco_apprentice", "OPCO: apprenticeship"),
    ("opco_alternance", "OPCO: professional training contracts"),
    ("opco_promotion", "OPCO: promotion by alternating training"),
    ("opco_transition", "Transition Pro"),
    ("cpf", "Personal training account (CPF)"),
    ("opco_jobseeker", "OPCO: jobseekers"),
    ("opco_self_employed", "Funds of the self-employed (FAF)"),
    ("opco_plan", "OPCO: development of skills"),
    ("public_staff", "Public bodies, for their staff"),
    ("europe", "European bodies"),
    ("state", "State"),
    ("region", "Regional councils"),
    ("france_travail", "France Travail"),
    ("public_other", "Other public resources"),
    ("individual", "People at their own expense"),
    ("body", "Other training bodies"),
    ("other", "Other products of training"),
]


class CaeticTrainingAgreement(models.Model):
    """Agreement of a training action (convention, C. trav. L6353-1)."""

    _name = "caetic.training.agreement"
    _description = "Training agreement"
    _inherit = ["caetic.archive.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(
        string="Number",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._default_name(),
    )
    event_id = fields.Many2one(
        "event.event",
        string="Session",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('caetic_is_training', '=', True)]",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict"
    )
    payer_id = fields.Many2one(
        "res.partner", string="Paid by", help="OPCO or funder, if not the customer."
    )
    origin = fields.Selection(
        ORIGINS, string="Origin of the product (BPF)", required=True, default="company"
    )
    registration_ids = fields.Many2many(
        "event.registration",
        "caetic_training_agreement_registration_rel",
        string="Trainees",
        domain="[('event_id', '=', event_id)]",
    )
    amount = fields.Monetary(string="Price (VAT excl.)", required=True)
    is_vat_exempt = fields.Boolean(
        string="Exempt from VAT", compute="_compute_is_vat_exempt"
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    date_signed = fields.Date(string="Signed on", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("signed", "Signed"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The price is not below zero."
    )

    def _default_name(self):
        return self.env["ir.sequence"].next_by_code("caetic.training.agreement") or "-"

    @api.depends("event_id.date_begin", "company_id.caetic_training_vat_date")
    def _compute_is_vat_exempt(self):
        for agreement in self:
            event = agreement.event_id
            day = event.date_begin and event._caetic_get_first_last()[0]
            exempt = agreement.company_id._caetic_is_vat_exempt(day)
            agreement.is_vat_exempt = exempt

    @api.constrains("event_id")
    def _check_training(self):
        self.event_id._caetic_check_training()

    def _get_report_ref(self):
        return "caetic_workshops.report_training_agreement_action"

    def _is_document_final(self, report_name):
        return self.state == "signed"

    def _get_document_title(self):
        self.ensure_one()
        return f"Convention {self.name}"

    def action_sign(self):
        """Keep the agreement as both parties signed it."""
        self.check_access("write")
        drafts = self.filtered(lambda one: one.state == "draft")
        today = fields.Date.context_today(self)
        drafts.write({"state": "signed", "date_signed": today})
        drafts._archive_pdf()

    def action_cancel(self):
        """Cancel an agreement; what was signed is kept."""
        self.check_access("write")
        self.state = "cancelled"
