# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A payslip from the gross."""

from decimal import Decimal

from .lines import Payslip, YearToDate
from .parameters import Figures
from .situation import Employee, Employer


def compute(
    gross: Decimal,
    employer: Employer,
    employee: Employee,
    figures: Figures,
    to_date: YearToDate | None = None,
) -> Payslip:
    """Compute a month's payslip; the same input gives the same payslip.

    :param gross: EUR, to the cent
    :param figures: figures in force in the month (``Parameters.at(first day)``)
    :param to_date: the year before this month, for the settlement of the general
        reduction (R520); None computes the month alone
    :raises MissingParameter: a figure of the law is not known on that day
    :raises PayrollError: ``negative_gross``, ``unpaid_gross`` (an unpaid CAPE, R209)
    """
    raise NotImplementedError
