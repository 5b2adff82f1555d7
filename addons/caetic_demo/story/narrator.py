# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tools.date_utils import float_to_time

from .bank import Bank
from .candidates import Candidates
from .coaching import Coaching
from .cooperative import Cooperative
from .directory import Directory
from .expenses import Expenses
from .follow_up import FollowUp
from .getting_paid import GettingPaid
from .joint_projects import JointProjects
from .learning import Learning
from .ledger import Ledger
from .meetings import Meetings
from .opportunities import Opportunities
from .partners import Partners
from .pay import Pay
from .pay_requests import PayRequests
from .people import People
from .pooling import Help, Pooling
from .profiles import Profiles
from .purchases import Purchases
from .quotes import Quotes
from .resources import Resources
from .shares import Shares
from .together import Together
from .work import Work
from .workshops import Workshops
from .year_end import YearEnd

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
    # Before the closes: what a month is charged belongs to it.
    Resources,
    Pooling,
    Ledger,
    Help,
    YearEnd,
    FollowUp,
    PayRequests,
    GettingPaid,
    Bank,
    Quotes,
    Together,
    Expenses,
    Purchases,
    Workshops,
    Coaching,
    Profiles,
    Opportunities,
    JointProjects,
    Directory,
    Learning,
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

    def recent(self, days):
        """Return a day so long ago, but of this month: the others are closed."""
        return max(self.month(0), self.today - timedelta(days=days))

    def own(self, activity, login):
        """Return an activity as one of its members opens it on the portal."""
        return self.records[activity].with_user(self.records[login].user_id)

    def forget_letters(self, model):
        """Nobody of the story waits for a letter."""
        self.env["mail.mail"].search([("model", "=", model)]).unlink()

    def quarter(self):
        """Return the first and the last day of the last quarter that is over."""
        months = (self.today.month - 1) % 3 + 3
        first = self.month(months)
        return first, first + relativedelta(months=3, days=-1)

    def workday(self, day, today=None):
        """Return a day from Monday to Friday: itself, or the next one.

        :param today: days before this one go back instead
        """
        step = timedelta(days=-1 if today and day < today else 1)
        while day.weekday() > 4:
            day += step
        return day

    def day(self, days, weekday):
        """Return a day of the week so many days from today, or a little further.

        :param int days: below zero for the past
        :param int weekday: 0 for Monday
        """
        day = self.today + timedelta(days=days)
        while day.weekday() != weekday:
            day += timedelta(days=-1 if days < 0 else 1)
        return day

    def moment(self, day, hour):
        """Return an hour of the clock of Paris in UTC, as the database keeps it."""
        local = datetime.combine(day, float_to_time(hour), ZoneInfo("Europe/Paris"))
        return local.astimezone(UTC).replace(tzinfo=None)

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
