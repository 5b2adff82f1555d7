# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import fields

from .candidates import Candidates
from .cooperative import Cooperative
from .follow_up import FollowUp
from .ledger import Ledger
from .meetings import Meetings
from .partners import Partners
from .pay import Pay
from .pay_requests import PayRequests
from .people import People
from .shares import Shares
from .work import Work

MONTHS = 14
CHAPTERS = (
    Cooperative,
    People,
    Candidates,
    Partners,
    Meetings,
    Shares,
    Work,
    Pay,
    Ledger,
    FollowUp,
    PayRequests,
)


class Story:
    """Tells the whole story in one transaction.

    :param env: environment of the administrator
    """

    def __init__(self, env):
        self.env = env(
            context={**env.context, "tracking_disable": True, "lang": "fr_FR"}
        )
        self.today = fields.Date.context_today(env.user)
        self.records = {}

    def tell(self):
        """Create the cooperative, its people and 14 months of their work."""
        for chapter in CHAPTERS:
            chapter(self).tell()

    def month(self, months_ago, day=1):
        """Return a day of a past month; 0 is the current one."""
        first = self.today.replace(day=1) - relativedelta(months=months_ago)
        return first + relativedelta(day=day)

    def keep(self, key, record):
        """Remember a record by its key in the tables, and give it an XML id."""
        self.records[key] = record
        self.env["ir.model.data"].create(
            {
                "module": "caetic_demo",
                "name": f"{record._table}_{key}",
                "model": record._name,
                "res_id": record.id,
                "noupdate": True,
            }
        )
        return record
