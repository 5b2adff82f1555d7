# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class CaeticTransfer(models.Model):
    """Work between activities (R426): a transfer, never an invoice.

    Inside one legal entity there is no sale, no VAT and no turnover: one entry with
    the same general account on both sides, and a series of its own.
    """

    _name = "caetic.transfer"
    _description = "Internal transfer between activities"
    # Numbered like the ledger's entries: two who post at once wait for each other,
    # while a sequence of Odoo's refuses the second.
    _inherit = ["mail.thread", "sequence.mixin"]
    _order = "date desc, id desc"
    _sequence_index = "company_id"

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    date = fields.Date(required=True, default=fields.Date.context_today)
    label = fields.Char(required=True)
    from_structure = fields.Boolean(
        string="Paid by the cooperative",
        help="For work that an activity does for the cooperative itself: its own "
        "analytic account pays.",
    )
    to_structure = fields.Boolean(
        string="Received by the cooperative",
        help="For what the cooperative provides to an activity at a price: its own "
        "analytic account receives.",
    )
    activity_from_id = fields.Many2one("caetic.activity", string="Paid by", index=True)
    activity_to_id = fields.Many2one(
        "caetic.activity", string="Received by", index=True
    )
    amount = fields.Monetary(string="Amount (VAT excl.)", required=True)
    source_move_id = fields.Many2one(
        "account.move", string="Customer invoice", index="btree_not_null", copy=False
    )
    follow_payment = fields.Boolean(
        string="Available when the customer pays",
        default=True,
        help="R428: the receiver waits for the customer's payment, unless agreed "
        "otherwise.",
    )
    accepted_from = fields.Boolean(
        string="Accepted by the payer", readonly=True, copy=False
    )
    accepted_to = fields.Boolean(
        string="Accepted by the receiver", readonly=True, copy=False
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("accepted", "Accepted"),
            ("posted", "Posted"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    move_id = fields.Many2one(
        "account.move", string="Journal entry", readonly=True, copy=False
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "The amount of a transfer is above zero."
    )
    _two_activities = models.Constraint(
        "CHECK (activity_from_id != activity_to_id)",
        "A transfer needs two different activities.",
    )
    _one_payer = models.Constraint(
        "CHECK (from_structure IS TRUE AND activity_from_id IS NULL"
        " OR from_structure IS NOT TRUE AND activity_from_id IS NOT NULL)",
        "A transfer is paid by an activity or by the cooperative.",
    )
    _one_receiver = models.Constraint(
        "CHECK (to_structure IS TRUE AND activity_to_id IS NULL"
        " AND from_structure IS NOT TRUE"
        " OR to_structure IS NOT TRUE AND activity_to_id IS NOT NULL)",
        "A transfer is received by an activity, or by the cooperative from one.",
    )
    _number_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name != '/'", "This number is already used."
    )

    @api.depends("activity_from_id.company_id", "activity_to_id.company_id")
    def _compute_company_id(self):
        for transfer in self:
            activity = transfer.activity_to_id or transfer.activity_from_id
            transfer.company_id = activity.company_id

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        if self.filtered(lambda transfer: transfer.name != "/"):
            raise UserError(
                self.env._("A numbered transfer is cancelled, never deleted.")
            )

    def action_propose(self):
        """Send the transfer to both sides for agreement."""
        self._check_state("draft")
        self.state = "proposed"

    def action_accept(self):
        """Accept for the sides that the user belongs to; staff accept for both."""
        self._check_state("proposed")
        staff = self._user_is_staff()
        for transfer in self:
            # The cooperative has no member of its own: staff accept for it.
            payer = self.env.user in transfer.activity_from_id.member_ids.user_id
            receiver = self.env.user in transfer.activity_to_id.member_ids.user_id
            if not (staff or payer or receiver):
                raise AccessError(
                    self.env._("Only the activities concerned accept a transfer.")
                )
            transfer.accepted_from = transfer.accepted_from or staff or payer
            transfer.accepted_to = transfer.accepted_to or staff or receiver
            if transfer.accepted_from and transfer.accepted_to:
                transfer.state = "accepted"

    def action_post(self):
        """Number the accepted transfers and write their entries."""
        self._check_state("accepted")
        self._post_entries()

    def action_cancel(self):
        """Cancel; the entry of a posted transfer is reversed, never deleted."""
        posted = self.filtered(lambda transfer: transfer.state == "posted")
        if posted:
            posted.move_id._reverse_moves(
                [{"caetic_term": one._get_term()} for one in posted], cancel=True
            )
        self.state = "cancelled"

    def _check_state(self, state):
        wrong = self.filtered(lambda transfer: transfer.state != state)
        if wrong:
            raise UserError(
                self.env._(
                    "“%(label)s” is not in the right state for this.",
                    label=wrong[0].label,
                )
            )

    def _user_is_staff(self):
        return self.env.su or self.env.user.has_groups(
            "caetic_members.caetic_members_group_coordinator,"
            "caetic_members.caetic_members_group_accountant"
        )

    @api.model
    def _create_from_shares(self, vals_list):
        """Create the agreed transfers of a shared document and post them.

        :param vals_list: dicts with activity_from_id or from_structure,
            activity_to_id or to_structure, amount (EUR without VAT), label, date and
            source_move_id
        :returns: the posted transfers, in the same order
        """
        agreed = {"accepted_from": True, "accepted_to": True, "state": "accepted"}
        transfers = self.create([{**vals, **agreed} for vals in vals_list])
        transfers._post_entries()
        return transfers

    def _get_starting_sequence(self):
        """R426: a series of its own each year, never that of invoices."""
        self.ensure_one()
        return f"INT/{self.date.year}/0000"

    def _get_last_sequence_domain(self, relaxed=False):
        self.ensure_one()
        prefix = self._get_starting_sequence().removesuffix("0000")
        where = "WHERE company_id = %(company_id)s AND sequence_prefix = %(prefix)s"
        return where, {"company_id": self.company_id.id, "prefix": prefix}

    def _post_entries(self):
        for transfer in self:
            # One number at a time: the series has no gap (R407).
            transfer._set_next_sequence()
        # Whoever agrees on a transfer has its entry written, and no choice in it.
        moves_sudo = self.env["account.move"].sudo()
        moves_sudo = moves_sudo.create([transfer._prepare_move() for transfer in self])
        for transfer, move in zip(self, moves_sudo, strict=True):
            transfer.move_id = move.id
        self.state = "posted"
        moves_sudo._post(soft=False)

    def _get_side_distribution(self, activity):
        """Return the analytic account of a side: an activity's or the structure's."""
        self.ensure_one()
        if activity:
            return activity._get_distribution()
        # Whoever agrees on a transfer names the cooperative's account, no more.
        structure_sudo = self.sudo().company_id.caetic_structure_account_id
        return {str(structure_sudo.id): 100}

    def _get_term(self):
        """Return the term of the activity's account that the entry feeds.

        What the cooperative provides is a cost, as if it were bought outside: nobody
        else contributes on it, so it leaves no base of contribution (R405).
        """
        self.ensure_one()
        return "cost" if self.to_structure else "transfer"

    def _prepare_move(self):
        """Same general account on both sides: the profit does not move (R407)."""
        self.ensure_one()
        company = self.company_id
        item = {
            "account_id": company.caetic_transfer_account_id.id,
            "name": f"{self.name} {self.label}",
        }
        payer = self._get_side_distribution(self.activity_from_id)
        receiver = self._get_side_distribution(self.activity_to_id)
        return {
            "move_type": "entry",
            "journal_id": company.caetic_transfer_journal_id.id,
            "company_id": company.id,
            "date": self.date,
            "ref": self.name,
            "caetic_term": self._get_term(),
            "caetic_source_move_id": self.follow_payment and self.source_move_id.id,
            "line_ids": [
                Command.create({**item, **side})
                for side in (
                    {"debit": self.amount, "analytic_distribution": payer},
                    {"credit": self.amount, "analytic_distribution": receiver},
                )
            ],
        }
