# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import membership, total, votes
from ..engine import to_decimal as exact
from .caetic_share_move import BODIES
from .res_company_capital import KEEPERS

# Stages at which a person is an employee; staff have no stay in the cooperative.
EMPLOYED = ("cesa", "associate")


class CaeticAssociate(models.Model):
    """Line of the register of associates: one person from entry to exit (R135).

    Its figures are the sums of the posted moves; whoever leaves and comes back has a
    new line and a new number.
    """

    _name = "caetic.associate"
    _description = "Associate"
    # Numbered like the ledger's entries: two who post at once wait for each other.
    _inherit = ["sequence.mixin"]
    _order = "name, id"
    _sequence_index = "company_id"
    _sequence_date_field = "date_entry"
    _rec_names_search = ["name", "partner_id.name"]

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    partner_id = fields.Many2one(
        "res.partner",
        string="Associate",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    member_id = fields.Many2one(
        "caetic.member", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    share_move_ids = fields.One2many(
        "caetic.share.move", "associate_id", string="Movements of parts"
    )
    type_id = fields.Many2one(
        "caetic.share.type",
        string="Kind of parts",
        compute="_compute_entry",
        store=True,
    )
    category = fields.Selection(related="type_id.category", store=True)
    college = fields.Char(related="type_id.college")
    date_entry = fields.Date(string="Entry", compute="_compute_figures", store=True)
    date_exit = fields.Date(string="Exit", compute="_compute_figures", store=True)
    decision_body = fields.Selection(
        BODIES, string="Admitted by", compute="_compute_entry", store=True
    )
    decision_date = fields.Date(
        string="Decision of", compute="_compute_entry", store=True
    )
    parts = fields.Integer(compute="_compute_figures", store=True)
    value = fields.Monetary(
        string="Nominal value", compute="_compute_figures", store=True
    )
    released = fields.Monetary(string="Paid up", compute="_compute_figures", store=True)
    remaining = fields.Monetary(
        string="Still to pay up", compute="_compute_figures", store=True
    )
    payable = fields.Monetary(
        string="To reimburse", compute="_compute_figures", store=True
    )
    vote_count = fields.Integer(
        string="Votes",
        compute="_compute_vote_count",
        help="One person, one vote, whatever the number of parts.",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    capital_warning = fields.Text(
        related="company_id.caetic_capital_warning", groups=KEEPERS
    )

    _number_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name != '/'", "This number is already used."
    )
    _present_uniq = models.UniqueIndex(
        "(partner_id, company_id) WHERE date_exit IS NULL",
        "This person is already an associate.",
    )

    @api.depends("share_move_ids.state", "share_move_ids.reverses_id")
    def _compute_entry(self):
        for associate in self:
            first = associate._get_counted_moves()[:1]
            associate.type_id = first.type_id
            associate.decision_body = first.decision_body
            associate.decision_date = first.decision_date

    @api.depends(
        "share_move_ids.state",
        "share_move_ids.date",
        "share_move_ids.parts_change",
        "share_move_ids.value_change",
        "share_move_ids.released_change",
        "share_move_ids.payable_change",
    )
    def _compute_figures(self):
        for associate in self:
            moves = associate._get_counted_moves()
            entry, left = membership((move.date, move.parts_change) for move in moves)
            value = total(exact(move.value_change) for move in moves)
            released = total(exact(move.released_change) for move in moves)
            payable = total(exact(move.payable_change) for move in moves)
            associate.date_entry = entry
            associate.date_exit = left
            associate.parts = sum(moves.mapped("parts_change"))
            associate.value = float(value)
            associate.released = float(released)
            associate.remaining = float(value - released)
            associate.payable = float(payable)

    @api.depends("parts")
    def _compute_vote_count(self):
        for associate in self:
            associate.vote_count = votes(associate.parts)

    @api.depends("name", "partner_id.name")
    def _compute_display_name(self):
        for associate in self:
            associate.display_name = f"{associate.name} {associate.partner_id.name}"

    def _get_counted_moves(self):
        """Posted moves in order; what was reversed counts, and its reversal too."""
        return self.share_move_ids.filtered(lambda move: move.state != "draft").sorted(
            lambda move: (move.date, move.id)
        )

    def _get_starting_sequence(self):
        """Numbers follow the order of entry and never start again (R135)."""
        return "AS0000"

    def _get_last_sequence_domain(self, relaxed=False):
        self.ensure_one()
        where = "WHERE company_id = %(company_id)s AND name != '/'"
        return where, {"company_id": self.company_id.id}

    @api.model
    def _find(self, partner, company):
        """Return the open line of a person, or nothing."""
        domain = [
            ("partner_id", "=", partner.id),
            ("company_id", "=", company.id),
            ("date_exit", "=", False),
        ]
        return self.search(domain, limit=1)

    def _is_employee_at(self, date):
        """Tell whether an associate works for the cooperative on a day (R130)."""
        self.ensure_one()
        stay = self.member_id
        works = not stay or stay._get_state_at(date) in EMPLOYED
        return self.category == "worker" and works

    @api.model
    def _get_voters_domain(self, date):
        """Return the domain of those who vote on a day: one vote each (R129)."""
        return [
            ("date_entry", "<=", date),
            "|",
            ("date_exit", "=", False),
            ("date_exit", ">", date),
        ]

    @api.model
    def _get_voters(self, date):
        """Return the associates who vote on a day, in order of the register."""
        return self.search(self._get_voters_domain(date))

    def _get_totals(self):
        """Return the foot of the register: parts, and EUR by column."""
        columns = ("value", "released", "remaining")
        return {
            "parts": sum(self.mapped("parts")),
            **{
                name: float(total(exact(row[name]) for row in self)) for name in columns
            },
        }

    def _get_print_date(self):
        """Return the day that the sheets bear."""
        return fields.Date.context_today(self)

    def _get_report_filename(self):
        self.ensure_one()
        return self.env._("Certificate of parts %(name)s", name=self.partner_id.name)
