# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pure rules of the hub, money and dates: no Odoo, no input or output, no clock, no float."""

from .availability import Statement, Terms, statement
from .clocks import (
    Period,
    alert_stage,
    association_deadline,
    check_cape_period,
    check_renewal,
    interview_due,
    period_term,
    prior_days,
    trial_limit,
)
from .contribution import (
    Exemption,
    Line,
    MonthBase,
    Result,
    Scheme,
    Tier,
    base_amount,
    contribution_due,
)
from .errors import EngineError
from .fees import FeeDue, fees_due
from .final_account import FinalBalance, final_balance, moved_since, own_part
from .invariants import closes, conserved, explained
from .journey import (
    NEXT,
    REASONED,
    STAGES,
    Step,
    check_sequence,
    check_step,
    stage_at,
    standing,
)
from .money import CENT, RATE, allocate, cents, round_parts, to_decimal
from .notice import NoticeStep, add_working_days, mutual_end, notice_end
from .settlement import paid_part, release_by_day, settle, settle_items
from .terms import TERMS, Amounts, is_on_unpaid, item_term, policy_amount
