# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    catalogue,
    contacts,
    conventions,
    credits,
    customers,
    export,
    followup,
    invoices,
    lines,
    opened,
    plans,
    recurring,
    reminders,
    shares,
    tables,
    unpaid,
)
