# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the pages of contracts: what a person reads of their own."""

from odoo.tools import format_date, format_datetime

LONG = "d MMMM y"


def _day(env, contract, date):
    """Write a day: French says « 1er »."""
    if (env.lang or "").startswith("fr"):
        return contract._fr_date(date)
    return format_date(env, date, date_format=LONG)


def contract_title(env, contract):
    """Return how a person calls a contract."""
    if contract.kind == "amendment":
        return env._("Amendment no. %(rank)s", rank=contract.rank)
    if contract.kind == "cape":
        if contract.rank:
            return env._("Renewal no. %(rank)s of the CAPE", rank=contract.rank)
        return env._("Business project support contract (CAPE)")
    if contract.kind == "cesa":
        return env._("Salaried entrepreneur contract (CESA)")
    return env._("Employment contract")


def contract_dates(env, contract):
    """Return the days of a contract: both ends, or the first one."""
    start = _day(env, contract, contract.date_start)
    if not contract.date_end:
        return env._("From %(start)s on", start=start)
    end = _day(env, contract, contract.date_end)
    return env._("From %(start)s to %(end)s", start=start, end=end)


def signed_words(env, contract):
    """Return when the person signed, and who signs next."""
    moment = format_datetime(env, contract.member_signed_on, dt_format=f"{LONG}, HH:mm")
    return env._("You signed on %(moment)s. The cooperative signs next.", moment=moment)


def association_words(env, contract):
    """Return by when the person becomes an associate, an empty text if never."""
    if not contract.association_deadline or contract.associated_on:
        return ""
    date = _day(env, contract, contract.association_deadline)
    return env._("You become an associate by %(date)s at the latest.", date=date)
