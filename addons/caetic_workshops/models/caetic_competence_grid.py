# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.models.caetic_member import HOSTED

from ..engine.competence import means, proposals
from ..radar import draw

AHEAD = 15


class CaeticCompetenceGrid(models.Model):
    """Competences of a person at a deadline, seen from both sides.

    The person assesses themselves on the portal, the adviser beside them; both talk
    about it, and the adviser validates.
    """

    _name = "caetic.competence.grid"
    _description = "Competence grid"
    _order = "date_due desc, id desc"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    deadline_id = fields.Many2one(
        "caetic.competence.deadline", required=True, ondelete="restrict"
    )
    date_due = fields.Date(
        string="To fill in by",
        compute="_compute_date_due",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    state = fields.Selection(
        [
            ("todo", "To fill in"),
            ("assessed", "Self-assessed"),
            ("validated", "Validated"),
        ],
        required=True,
        default="todo",
        readonly=True,
        copy=False,
        index=True,
    )
    assessed_on = fields.Date(string="Self-assessed on", readonly=True, copy=False)
    validated_on = fields.Date(readonly=True, copy=False)
    validated_by_id = fields.Many2one(
        "res.users", string="Validated by", readonly=True, copy=False
    )
    line_ids = fields.One2many("caetic.competence.line", "grid_id", string="Lines")
    picture = fields.Html(
        compute="_compute_picture", sanitize=False, string="Picture of the grid"
    )
    module_ids = fields.Many2many(
        "caetic.workshop.module",
        string="Modules proposed",
        compute="_compute_module_ids",
        help="Those that work on what is missing, the largest gap first; last those "
        "that the person has attended.",
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _deadline_uniq = models.UniqueIndex(
        "(member_id, deadline_id)", "The person has a grid for this deadline already."
    )

    @api.depends("member_id", "deadline_id")
    def _compute_display_name(self):
        for grid in self:
            names = (grid.member_id.name, grid.deadline_id.name)
            grid.display_name = " – ".join(name for name in names if name)

    @api.depends("member_id", "deadline_id")
    def _compute_date_due(self):
        entries = self.member_id._get_entry_days()
        for grid in self:
            entry = entries.get(grid.member_id.id) or fields.Date.context_today(grid)
            months = relativedelta(months=grid.deadline_id.months)
            grid.date_due = grid.date_due or entry + months

    @api.depends("line_ids.gap", "line_ids.competence_id")
    def _compute_module_ids(self):
        attended = self._get_attended_modules_sudo()
        for grid in self:
            ratings = [line._to_engine() for line in grid.line_ids]
            partner = grid.member_id.partner_id
            found = proposals(ratings, attended.get(partner, frozenset()))
            numbers = [module for module, _gap in found]
            grid.module_ids = self.env["caetic.workshop.module"].browse(numbers)

    def _get_attended_modules_sudo(self):
        """Return ``{contact: keys of the modules attended}`` of the people."""
        # Whoever reads a grid reads what it proposes: attendance is only counted.
        members_sudo = self.member_id.sudo()
        return members_sudo._get_attended_modules_sudo(members_sudo.partner_id)

    def _get_proposals(self):
        """Return ``[(module, whether the person has attended it)]`` in their order."""
        self.ensure_one()
        attended = self._get_attended_modules_sudo()
        behind = attended.get(self.member_id.partner_id, frozenset())
        return [(module, module.id in behind) for module in self.module_ids]

    @api.depends("line_ids.self_value", "line_ids.adviser_value")
    @api.depends_context("lang")
    def _compute_picture(self):
        for grid in self:
            grid.picture = self.env["ir.qweb"]._render(
                "caetic_workshops.competence_picture", grid._get_picture()
            )

    @api.model_create_multi
    def create(self, vals_list):
        grids = super().create(vals_list)
        for grid in grids.filtered(lambda one: not one.line_ids):
            grid._fill_lines()
        return grids

    def write(self, vals):
        result = super().write(vals)
        if "member_id" in vals:
            # Rules are asked before a change: nobody moves a grid out of their reach.
            self.check_access("write")
        return result

    def _fill_lines(self):
        """Give the grid a line for each sub-competence, with what is expected."""
        self.ensure_one()
        # The scale and the list are the cooperative's, whoever makes the grid.
        lists_sudo = self.sudo().deadline_id.expectation_ids
        expected = {one.competence_id: one.level_id.value for one in lists_sudo}
        parts = self.env["caetic.competence"].search([("parent_id", "!=", False)])
        parts = parts.filtered("parent_id.active").sorted(
            lambda one: (one.parent_id.sequence, one.parent_id.id, one.sequence, one.id)
        )
        self.env["caetic.competence.line"].create(
            [
                {
                    "grid_id": self.id,
                    "competence_id": part.id,
                    "expected_value": expected.get(part.parent_id, 0),
                    "sequence": rank,
                }
                for rank, part in enumerate(parts)
            ]
        )

    # -- picture ----------------------------------------------------------------------

    def _get_picture(self):
        """Return the figures of the picture and of the table beneath it.

        :returns: dict of ``rows`` (name, expected, own, adviser: means out of the
            scale), ``drawing`` (see ``radar.draw``) and ``top``
        """
        self.ensure_one()
        groups = self.line_ids.group_id
        found = means(line._to_engine() for line in self.line_ids)
        axes = [(group.name, found[group.id]) for group in groups if group.id in found]
        levels = self.env["caetic.competence.level"].search([("value", ">", 0)])
        top = max(levels.mapped("value"), default=4)
        names = ("expected", "own", "adviser")
        series = {
            name: [values[rank] for _name, values in axes]
            for rank, name in enumerate(names)
        }
        return {
            "rows": [
                {"name": name, **dict(zip(names, values, strict=True))}
                for name, values in axes
            ],
            "drawing": draw([name for name, _values in axes], series, top),
            "top": top,
        }

    # -- life -------------------------------------------------------------------------

    def action_validate(self):
        """Close the grid: both sides have spoken."""
        for grid in self:
            if grid.state == "validated":
                raise UserError(self.env._("This grid is validated already."))
            if any(not line.adviser_level_id for line in grid.line_ids):
                raise UserError(
                    self.env._("Give your level on each line before validating.")
                )
        self.write(
            {
                "state": "validated",
                "validated_on": fields.Date.context_today(self),
                "validated_by_id": self.env.uid,
            }
        )

    def action_reopen(self):
        """Open a validated grid again."""
        closed = self.filtered(lambda one: one.state == "validated")
        assessed = closed.filtered("assessed_on")
        again = {"validated_on": False, "validated_by_id": False}
        assessed.write({"state": "assessed", **again})
        (closed - assessed).write({"state": "todo", **again})

    @api.model
    def _create_due_grids(self):
        """Make the grids that come due within two weeks, each once (run of the night).

        Of the deadlines that are over, only the last is asked of somebody.
        """
        limit = fields.Date.context_today(self) + relativedelta(days=AHEAD)
        deadlines = self.env["caetic.competence.deadline"].search(
            [("active", "=", True)]
        )
        members = self.env["caetic.member"].search([("state", "in", HOSTED)])
        entries = members._get_entry_days()
        known = {
            (grid.member_id.id, grid.deadline_id.id)
            for grid in self.search_fetch(
                [("member_id", "in", members.ids)], ["member_id", "deadline_id"]
            )
        }
        wanted = []
        for member in members.filtered(lambda one: one.id in entries):
            reached = deadlines.filtered(
                lambda one, day=entries[member.id]: (
                    day + relativedelta(months=one.months) <= limit
                )
            )[-1:]
            if reached and (member.id, reached.id) not in known:
                wanted.append({"member_id": member.id, "deadline_id": reached.id})
        return self.create(wanted)
