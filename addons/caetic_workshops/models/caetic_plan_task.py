# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CaeticPlanTask(models.Model):
    """Task of an action plan: dated, for one person."""

    _name = "caetic.plan.task"
    _description = "Task of an action plan"
    _order = "date_due, id"

    name = fields.Char(string="Task", required=True)
    interview_id = fields.Many2one(
        "caetic.interview", index="btree_not_null", ondelete="cascade"
    )
    member_id = fields.Many2one(
        "caetic.member",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_people",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Who does it",
        required=True,
        index=True,
        compute="_compute_people",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_due = fields.Date(string="By", required=True)
    state = fields.Selection(
        [("todo", "To do"), ("done", "Done"), ("dropped", "Dropped")],
        required=True,
        default="todo",
    )
    done_on = fields.Date(readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _todo_idx = models.Index("(partner_id, date_due) WHERE state = 'todo'")

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        # An action plan is written by whoever may write the interview.
        tasks.interview_id.check_access("write")
        return tasks

    def write(self, vals):
        result = super().write(vals)
        if {"interview_id", "member_id", "partner_id"} & set(vals):
            # Rules are asked before a change: nobody moves a task out of their reach.
            self.check_access("write")
            self.interview_id.check_access("write")
        return result

    @api.depends("interview_id")
    def _compute_people(self):
        """A task of an interview is for its person, unless said otherwise."""
        for task in self:
            task.member_id = task.member_id or task.interview_id.member_id
            task.partner_id = task.partner_id or task.member_id.partner_id

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for task in self:
            is_over = bool(task.date_due) and task.date_due < today
            task.is_late = task.state == "todo" and is_over

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domain = [("state", "=", "todo"), ("date_due", "<", today)]
        return domain if True in value else ["!", "&", *domain]

    def action_done(self):
        """Mark tasks as done today."""
        self.write({"state": "done", "done_on": fields.Date.context_today(self)})

    def action_drop(self):
        """Give tasks up."""
        self.write({"state": "dropped"})

    def action_reopen(self):
        """Take tasks up again."""
        self.write({"state": "todo", "done_on": False})

    # -- portal -----------------------------------------------------------------------

    def _portal_set_done(self):
        """Mark a task of the reader as done, from the portal.

        :raises AccessError: the task is for somebody else
        :raises UserError: it is done or given up already
        """
        self.ensure_one()
        self.check_access("read")
        if self.partner_id != self.env.user.partner_id:
            raise AccessError(self.env._("This task is somebody else's."))
        if self.state != "todo":
            raise UserError(self.env._("This task is done already."))
        # Checked just above: it is their own task, and only its state changes.
        task_sudo = self.sudo()
        task_sudo.action_done()
