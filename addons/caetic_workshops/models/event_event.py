# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EventEvent(models.Model):
    """A session of a workshop is an event with a module (R1002).

    Its slots are half-days: a registration holds for all of them, so
    ``is_multi_slots`` (choose one of several) stays off. Events without a module are
    none of ours: public information meetings stay as they are.
    """

    _inherit = "event.event"

    caetic_module_id = fields.Many2one(
        "caetic.workshop.module", string="Module", index="btree_not_null", tracking=True
    )
    caetic_facilitator_ids = fields.One2many(
        "caetic.session.facilitator", "event_id", string="Facilitators"
    )
    caetic_organiser_ids = fields.Many2many(
        "res.partner", "caetic_session_organiser_rel", string="Organised with"
    )
    caetic_funded_action_id = fields.Many2one(
        "caetic.funded.action", string="Funded action", index="btree_not_null"
    )
    caetic_funder_id = fields.Many2one(
        related="caetic_funded_action_id.funder_id",
        string="Funder",
        store=True,
        index="btree_not_null",
    )
    caetic_link = fields.Char(string="Link of the video call")
    caetic_is_training = fields.Boolean(
        string="Training action",
        help="R622: accompaniment of entrepreneurs is not training, unless set up as "
        "such, with a convention and a programme.",
    )
    caetic_seats_min = fields.Integer(
        string="Least people",
        help="Below it, whoever is responsible is warned some days before.",
    )
    caetic_register_until = fields.Datetime(
        string="Registration until",
        compute="_compute_caetic_deadlines",
        store=True,
        readonly=False,
    )
    caetic_withdraw_until = fields.Datetime(
        string="Withdrawal until",
        compute="_compute_caetic_deadlines",
        store=True,
        readonly=False,
        help="Later, the person calls: a seat freed too late stays empty.",
    )
    caetic_other_cost = fields.Monetary(
        string="Other costs (VAT excl.)",
        currency_field="caetic_currency_id",
        help="Room, equipment, meals.",
    )
    caetic_cost = fields.Monetary(
        string="Cost (VAT excl.)",
        currency_field="caetic_currency_id",
        compute="_compute_caetic_cost",
        store=True,
    )
    caetic_currency_id = fields.Many2one(
        "res.currency",
        string="Currency of the cost",
        compute="_compute_caetic_currency_id",
        store=True,
    )
    caetic_hours = fields.Float(
        string="Length (hours)", compute="_compute_caetic_hours", store=True
    )
    caetic_half_day_count = fields.Integer(
        string="Half-days", compute="_compute_caetic_hours", store=True
    )

    _caetic_seats = models.Constraint(
        "CHECK (COALESCE(caetic_seats_min, 0) >= 0)", "The least is not below zero."
    )
    _caetic_other_cost_positive = models.Constraint(
        "CHECK (COALESCE(caetic_other_cost, 0) >= 0)", "A cost is not below zero."
    )

    @api.model
    def _caetic_type(self):
        """Return the template of sessions, which carries their reminders."""
        types = self.env["event.type"]
        return self.env.ref("caetic_workshops.event_type_workshop", False) or types

    @api.depends("date_begin", "company_id")
    def _compute_caetic_deadlines(self):
        for event in self:
            company = event.company_id or self.env.company
            begin = event.date_begin
            for name, hours in (
                ("caetic_register_until", company.caetic_register_hours),
                ("caetic_withdraw_until", company.caetic_withdraw_hours),
            ):
                event[name] = begin and begin - timedelta(hours=hours)

    @api.depends("caetic_facilitator_ids.amount", "caetic_other_cost")
    def _compute_caetic_cost(self):
        for event in self:
            paid = sum(event.caetic_facilitator_ids.mapped("amount"))
            event.caetic_cost = paid + event.caetic_other_cost

    @api.depends("company_id")
    def _compute_caetic_currency_id(self):
        for event in self:
            company = event.company_id or self.env.company
            event.caetic_currency_id = company.currency_id

    @api.depends("event_slot_ids.caetic_hours")
    def _compute_caetic_hours(self):
        for event in self:
            event.caetic_hours = sum(event.event_slot_ids.mapped("caetic_hours"))
            event.caetic_half_day_count = len(event.event_slot_ids)

    @api.onchange("caetic_module_id")
    def _onchange_caetic_module_id(self):
        """A session is called like its module, unless it has a name."""
        if self.caetic_module_id and not self.name:
            self.name = self.caetic_module_id.name

    @api.constrains("caetic_module_id", "is_multi_slots")
    def _check_caetic_half_days(self):
        if self.filtered(lambda one: one.caetic_module_id and one.is_multi_slots):
            raise ValidationError(
                self.env._(
                    "People register for all the half-days of a session: it does not "
                    "offer a choice of slots."
                )
            )

    @api.constrains(
        "caetic_module_id", "caetic_seats_min", "seats_max", "seats_limited"
    )
    def _check_caetic_seats(self):
        for event in self.filtered("caetic_module_id"):
            if event.seats_limited and event.caetic_seats_min > event.seats_max:
                raise ValidationError(
                    self.env._("The least number of people is above the seats.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("caetic_module_id"):
                vals.setdefault("event_type_id", self._caetic_type().id)
                if not vals.get("name"):
                    module = self.env["caetic.workshop.module"]
                    vals["name"] = module.browse(vals["caetic_module_id"]).name
        return super().create(vals_list)

    def _caetic_span(self):
        """A session lasts from its first half-day to its last one."""
        for event in self.filtered(lambda one: one.caetic_module_id):
            starts = event.event_slot_ids.mapped("start_datetime")
            if not starts:
                continue
            span = {
                "date_begin": min(starts),
                "date_end": max(event.event_slot_ids.mapped("end_datetime")),
            }
            if any(event[name] != moment for name, moment in span.items()):
                event.write(span)

    def action_caetic_plan(self):
        """Open the wizard that makes half-days from dates."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Half-days"),
            "res_model": "caetic.session.plan.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    def action_caetic_registrations(self):
        """Open the registrations of the session, the waiting list included."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_workshops.event_registration_action_session"
        )
        return {
            **action,
            "domain": [("event_id", "=", self.id)],
            "context": {"default_event_id": self.id},
        }
