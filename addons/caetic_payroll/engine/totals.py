# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is due to each body for many payslips, to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .lines import Payslip
from .parameters import Figures


@dataclass(frozen=True, slots=True)
class Due:
    """Sum of one line over payslips, EUR to the cent.

    :param body: who is paid: one of ``BODIES``
    :param ctp: code type de personnel of Urssaf, empty for the others
    :param code: line code; ``tax`` for income tax at source,
        ``reduction_complementary`` for the part that Agirc-Arrco bears (R518)
    :param base: EUR, sum of bases rounded to the cent; zero for lump sums
    :param count: payslips that have the line
    """

    body: str
    ctp: str
    code: str
    base: Decimal
    employee: Decimal
    employer: Decimal
    total: Decimal
    count: int


def recap(payslips: Iterable[Payslip], figures: Figures) -> tuple[Due, ...]:
    """Return what is due by body and line, in the order of ``BODIES`` and of codes.

    The sum of all totals is the sum of employee totals, employer totals and tax of
    the payslips, to the cent.

    :param figures: figures of the month, for the CTP codes (``ctp_*``)
    """
    raise NotImplementedError


def by_body(dues: Iterable[Due]) -> dict[str, Decimal]:
    """Return the sum due to each body, EUR to the cent."""
    raise NotImplementedError
