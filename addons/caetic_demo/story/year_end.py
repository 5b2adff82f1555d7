# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta


class YearEnd:
    """The last year that is over: what it leaves, wishes, and the meeting of June.

    Before the meeting the year is proposed; after it, it is settled.
    """

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        year = self.env["caetic.year.end"].create({})
        meeting = year.date_to + relativedelta(months=6, day=20)
        year.write({"meeting_date": meeting, "wish_until": meeting})
        year.action_compute()
        year.action_propose()
        for line in year.line_ids.filtered("due")[:3]:
            line.wish = "keep"
        if meeting <= self.story.today:
            year.action_follow_wishes()
            year.line_ids.filtered(lambda one: not one.decision).decision = "keep"
            year.action_settle()
