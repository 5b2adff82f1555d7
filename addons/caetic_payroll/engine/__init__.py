# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pure rules of pay: no Odoo, no clock, no float, no figure of the law in the code.

``figures = read_csv(text).at(date(2026, 10, 1))``, then
``compute(Decimal("2500.00"), Employer(headcount=9), Employee(), figures).net``.
"""

from odoo.addons.caetic_members.engine import CENT, cents

from .errors import MissingParameter, OverlappingParameter, PayrollError
from .inverse import Inverse, gross_for_cost, gross_for_net
from .lines import (
    BLOCKS,
    BODIES,
    Line,
    Payslip,
    RawTotals,
    YearToDate,
    advance,
    cumulated,
    with_sums,
)
from .money import total
from .parameters import Figures, Parameter, Parameters, read_csv
from .payslip import compute
from .picture import Share, large_shares, picture, width
from .posting import Posted, entry
from .presence import fixed_part_due, outside_days
from .request import (
    RequestFigures,
    Room,
    advance_of,
    asked_elsewhere,
    full_cost,
    net_transferred,
    request_figures,
    room,
)
from .situation import Employee, Employer
from .smoothing import (
    Comparison,
    Plan,
    Stable,
    compare_plans,
    plan_year,
    stable_plan,
)
from .totals import Due, by_body, recap
from .variable import (
    Balance,
    MonthSplit,
    left_for_pay,
    split_month,
    variable_balance,
)
from .withholding import PersonalRate, neutral_rate, rate_on, withhold
