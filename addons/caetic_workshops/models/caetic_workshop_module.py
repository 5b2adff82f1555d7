# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.caetic_members.models.caetic_member import STAGES

from ..engine import ModuleFacts


class CaeticWorkshopModule(models.Model):
    """Module of the catalogue of workshops (R1001), or a topic of one.

    The catalogue is one for all the companies of the database, like its trades.
    """

    _name = "caetic.workshop.module"
    _description = "Module of the workshops"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    parent_id = fields.Many2one(
        "caetic.workshop.module", string="Part of", index="btree_not_null"
    )
    topic_ids = fields.One2many("caetic.workshop.module", "parent_id", string="Topics")
    aims = fields.Text(translate=True)
    programme = fields.Text(translate=True)
    prerequisite_ids = fields.Many2many(
        "caetic.workshop.module",
        "caetic_workshop_module_prerequisite_rel",
        "module_id",
        "prerequisite_id",
        string="Prerequisites",
        domain="[('parent_id', '=', False)]",
    )
    stage = fields.Selection(
        STAGES,
        string="From stage",
        help="Stage of the journey it is meant for; none: for all, candidates too.",
    )
    hours = fields.Float(string="Length (hours)")
    is_mandatory = fields.Boolean(
        string="Mandatory",
        help="R1002: the progress of a person counts the mandatory modules.",
    )
    document_ids = fields.Many2many(
        "ir.attachment",
        "caetic_workshop_module_document_rel",
        string="Documents",
        bypass_search_access=True,
        help="People who may come to the module download them from their pages.",
    )
    session_ids = fields.One2many("event.event", "caetic_module_id", string="Sessions")
    wish_ids = fields.One2many(
        "caetic.workshop.wish", "module_id", string="Wishes", readonly=True
    )
    session_count = fields.Integer(
        string="Sessions to come", compute="_compute_session_count"
    )
    wish_count = fields.Integer(string="Wishes to plan", compute="_compute_wish_count")

    _code_uniq = models.UniqueIndex("(code)", "This code exists already.")
    _hours_positive = models.Constraint(
        "CHECK (hours >= 0)", "The length of a module is not below zero."
    )

    @api.depends("session_ids.date_end", "session_ids.kanban_state")
    def _compute_session_count(self):
        groups = self.env["event.event"]._read_group(
            [
                ("caetic_module_id", "in", self.ids),
                ("date_end", ">=", fields.Datetime.now()),
                ("kanban_state", "!=", "cancel"),
            ],
            ["caetic_module_id"],
            ["__count"],
        )
        counts = dict(groups)
        for module in self:
            module.session_count = counts.get(module._origin, 0)

    @api.depends("wish_ids.state")
    def _compute_wish_count(self):
        groups = self.env["caetic.workshop.wish"]._read_group(
            [("module_id", "in", self.ids), ("state", "=", "open")],
            ["module_id"],
            ["__count"],
        )
        counts = dict(groups)
        for module in self:
            module.wish_count = counts.get(module._origin, 0)

    @api.constrains("prerequisite_ids", "parent_id")
    def _check_loops(self):
        if self._has_cycle() or self._has_cycle("prerequisite_ids"):
            raise ValidationError(
                self.env._(
                    "A module is not part of itself, nor required before itself."
                )
            )
        if any(module.parent_id.parent_id for module in self):
            raise ValidationError(self.env._("A topic has no topics of its own."))

    @api.model_create_multi
    def create(self, vals_list):
        modules = super().create(vals_list)
        modules._hang_documents()
        return modules

    def write(self, vals):
        result = super().write(vals)
        if "document_ids" in vals:
            self._hang_documents()
        return result

    def _hang_documents(self):
        """A paper belongs to the module that shows it: staff read it by that right."""
        for module in self:
            for document in module.document_ids.filtered(lambda one: not one.res_id):
                document.res_model, document.res_id = self._name, module.id

    @api.model
    def _get_catalogue(self):
        """Return the modules in use as facts of the engine: nobody's secret."""
        # Names and order of the catalogue are on everybody's page.
        modules_sudo = self.sudo().search([("active", "=", True)])
        return [
            ModuleFacts(
                module.id,
                module.parent_id.id or None,
                module.is_mandatory,
                frozenset(module.prerequisite_ids.filtered("active").ids),
            )
            for module in modules_sudo
        ]

    def action_open_sessions(self):
        """Open the sessions of the module."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_workshops.event_event_action_session"
        )
        return {
            **action,
            "domain": [("caetic_module_id", "=", self.id)],
            "context": {
                "default_caetic_module_id": self.id,
                "default_event_type_id": self.env["event.event"]._caetic_type().id,
            },
        }

    def action_open_wishes(self):
        """Open what people wish about the module."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_workshops.caetic_workshop_wish_action"
        )
        return {**action, "domain": [("module_id", "=", self.id)], "context": {}}
