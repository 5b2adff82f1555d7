# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from ..engine import AGE_BANDS, Stay
from .caetic_contract import END_REASONS
from .caetic_member import STAGES

AGES = [
    ("under_26", "Under 26"),
    ("26_29", "26 to 29"),
    ("30_44", "30 to 44"),
    ("45_49", "45 to 49"),
    ("50_54", "50 to 54"),
    ("over_54", "55 and over"),
]


class CaeticIndicatorReport(models.Model):
    """One row a stay under contract: who, since when, until when, what became of it.

    A view on the contracts, for lists, pivots and graphs with the people behind them;
    the counts of a period are computed from the same rows.
    """

    _name = "caetic.indicator.report"
    _description = "Stay of a person"
    _auto = False
    _order = "entry_date desc, id desc"
    _rec_name = "member_id"
    _depends = {
        "caetic.member": [
            "partner_id",
            "company_id",
            "adviser_id",
            "prescriber_id",
            "state",
            "sex",
            "birthdate",
            "entry_situation_id",
        ],
        "caetic.contract": [
            "member_id",
            "kind",
            "state",
            "date_start",
            "date_end",
            "end_reason",
        ],
        "caetic.member.situation": [
            "status",
            "education",
            "city",
            "is_qpv",
            "is_frr",
            "is_rural",
        ],
    }

    member_id = fields.Many2one("caetic.member", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="People", readonly=True, aggregator="count_distinct"
    )
    company_id = fields.Many2one("res.company", readonly=True)
    adviser_id = fields.Many2one("res.users", readonly=True)
    prescriber_id = fields.Many2one("res.partner", string="Sent by", readonly=True)
    stage = fields.Selection(STAGES, readonly=True)
    entry_date = fields.Date(string="Entry", readonly=True)
    entry_kind = fields.Selection(
        [("cape", "CAPE"), ("cesa", "CESA")], string="Entered by", readonly=True
    )
    cape_date = fields.Date(string="CAPE from", readonly=True)
    cesa_date = fields.Date(string="CESA from", readonly=True)
    exit_date = fields.Date(string="Last day", readonly=True)
    exit_reason = fields.Selection(END_REASONS, readonly=True)
    months = fields.Float(
        string="Months in the cooperative",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
    )
    sex = fields.Selection(
        selection=lambda self: self._get_selection("caetic.member", "sex"),
        readonly=True,
    )
    birthdate = fields.Date(string="Born on", readonly=True)
    age_band = fields.Selection(AGES, string="Age at entry", readonly=True)
    status = fields.Selection(
        selection=lambda self: self._get_selection("caetic.member.situation", "status"),
        string="Status at entry",
        readonly=True,
    )
    education = fields.Selection(
        selection=lambda self: self._get_selection(
            "caetic.member.situation", "education"
        ),
        string="Highest diploma",
        readonly=True,
    )
    city = fields.Char(string="Town of residence", readonly=True)
    is_qpv = fields.Boolean(string="Priority district (QPV)", readonly=True)
    is_frr = fields.Boolean(string="Rural revitalisation (FRR)", readonly=True)
    is_rural = fields.Boolean(string="Rural", readonly=True)

    def _get_selection(self, model, name):
        return self.env[model]._fields[name]._description_selection(self.env)

    @property
    def _table_query(self):
        """Stays with their contracts that were signed; amendments change no date."""
        return SQL(
            """
            SELECT member.id, member.id AS member_id, member.partner_id,
                   member.company_id, member.adviser_id, member.prescriber_id,
                   member.state AS stage, member.sex, member.birthdate,
                   stay.entry_date, stay.cape_date, stay.cesa_date,
                   CASE WHEN stay.cape_date = stay.entry_date THEN 'cape'
                        ELSE 'cesa' END AS entry_kind,
                   CASE WHEN NOT stay.is_open THEN stay.last_day END AS exit_date,
                   CASE WHEN NOT stay.is_open THEN stay.reasons[1] END AS exit_reason,
                   ROUND((LEAST(COALESCE(stay.last_day, CURRENT_DATE), CURRENT_DATE)
                          - stay.entry_date + 1) / 30.4375, 1) AS months,
                   %(age)s AS age_band,
                   situation.status, situation.education, situation.city,
                   COALESCE(situation.is_qpv, FALSE) AS is_qpv,
                   COALESCE(situation.is_frr, FALSE) AS is_frr,
                   COALESCE(situation.is_rural, FALSE) AS is_rural
              FROM caetic_member member
              JOIN (%(stays)s) stay ON stay.member_id = member.id
         LEFT JOIN caetic_member_situation situation
                ON situation.id = member.entry_situation_id
            """,
            age=self._get_age_sql(),
            stays=self._get_stays_sql(),
        )

    def _get_stays_sql(self):
        return SQL(
            """
            SELECT member_id, MIN(date_start) AS entry_date,
                   MIN(date_start) FILTER (WHERE kind = 'cape') AS cape_date,
                   MIN(date_start) FILTER (WHERE kind = 'cesa') AS cesa_date,
                   BOOL_OR(date_end IS NULL) AS is_open,
                   CASE WHEN NOT BOOL_OR(date_end IS NULL)
                        THEN MAX(date_end) END AS last_day,
                   ARRAY_AGG(end_reason ORDER BY date_end DESC, id DESC) AS reasons
              FROM caetic_contract
             WHERE kind IN ('cape', 'cesa')
               AND state IN ('signed', 'running', 'ended')
          GROUP BY member_id
            """
        )

    def _get_age_sql(self):
        """Bands of the engine, at the entry."""
        years = SQL("EXTRACT(YEAR FROM AGE(stay.entry_date, member.birthdate))")
        cases = [
            SQL("WHEN %s >= %s THEN %s", years, least, band)
            for band, least in reversed(AGE_BANDS)
        ]
        return SQL("CASE %s END", SQL(" ").join(cases))

    def _to_engine(self):
        """Return the stays as values of the engine; a stay is one of a contact."""
        return [
            Stay(
                person=row.partner_id.id,
                entry=row.entry_date,
                exit=row.exit_date or None,
                kind=row.entry_kind,
                cesa=row.cesa_date or None,
                exit_reason=row.exit_reason or None,
                sex=row.sex or None,
                born=row.birthdate or None,
                status=row.status or None,
                education=row.education or None,
                is_qpv=row.is_qpv,
                is_frr=row.is_frr,
                is_rural=row.is_rural,
            )
            for row in self
        ]

    def action_open_member(self):
        """Open the file of the person."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "caetic.member",
            "res_id": self.member_id.id,
            "view_mode": "form",
        }
