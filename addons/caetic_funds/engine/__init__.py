# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of funds and of equipment: pure, without Odoo and without a clock."""

from .equipment import Depreciation, depreciation, net_value
from .funds import (
    KINDS,
    FundRule,
    Instalment,
    fund_lines,
    instalment_lines,
    instalments,
    yearly_fees,
)
from .request import FundAsked, parse_request
