# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pure rules of the hub, money and dates: no Odoo, no input, no clock, no float."""

from .account_period import (
    AGES,
    AccountPeriod,
    age_class,
    by_age,
    join_periods,
    late_part,
    percentage,
    period_steps,
    state_period,
    year_name,
)
from .advances import Advance, Position, advance_ceiling, position, share_cap
from .availability import Statement, Terms, reserve, statement
from .capital import (
    Breach,
    Capital,
    CapitalLimits,
    FloorRules,
    Stake,
    capital_breaches,
    capital_figures,
    capital_floor,
    highest_capital,
)
from .cells import parse_day, parse_number, parse_yes
from .clocks import (
    Period,
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
from .deadlines import (
    ContractFacts,
    Deadline,
    DocumentFacts,
    Lengths,
    MemberFacts,
    clock,
    state_of,
    wanted_deadlines,
)
from .errors import EngineError
from .fees import Fee, FeeDue, FeeLine, fees_due
from .fields import CONTROL, EMAIL, Issue, Reader, clean_text, parse_decimal
from .final_account import FinalBalance, final_balance, moved_since, own_part
from .forecast import MONTHS as FORECAST_MONTHS
from .forecast import (
    Flow,
    ForecastMonth,
    expected_on,
    forecast,
    month_starts,
    usual_delay,
)
from .forecast import Rules as ForecastRules
from .history import History, history_errors
from .indicators import (
    AGE_BANDS,
    SURVIVAL_MONTHS,
    Cell,
    Contact,
    Stay,
    age_band,
    count_people,
    hidden_cells,
    sums_of,
)
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
from .ownership import Item, balancing, follows, own_entry, unbalanced
from .person import FormField, read_person
from .profit import (
    ProfitBound,
    ProfitFacts,
    ProfitRules,
    ProfitShares,
    Worker,
    entitled,
    legal_part,
    profit_bounds,
    share_profit,
    share_work,
    worked_months,
)
from .retention import Facts, RetentionLengths, accounting_end, retention
from .rubrics import (
    Rubric,
    check_rubrics,
    drop_empty,
    fill_table,
    parse_formula,
    parse_prefixes,
)
from .settlement import paid_part, release_by_day, settle, settle_items
from .shares import (
    Change,
    Holding,
    ShareRequest,
    above_floor,
    apply_change,
    entry_items,
    membership,
    reimbursement_due,
    replay,
    share_change,
    total,
    votes,
)
from .terms import TERMS, Amounts, is_on_unpaid, item_term, policy_amount
from .year_end import (
    DECISIONS,
    YearSettlement,
    settle_year,
    settlement_deadline,
    split_due,
)
