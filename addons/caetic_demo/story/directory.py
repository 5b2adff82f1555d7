# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.fields import Command

from .source import artwork, rows

TITLE = "Annuaire des compétences"
INTRODUCTION = (
    "Graphistes, développeurs, vidéastes, formateurs : nous exerçons chacun notre "
    "métier et nous répondons ensemble.\n"
    "Cherchez un métier ou une compétence, écrivez à la personne, ou dites-nous votre "
    "besoin."
)


class Directory:
    """What people show to the public: everything, a part, or nothing at all.

    ``data/directory.csv``: who has a page, and what is on it. ``data/showcase.csv``:
    joint projects; the last one waits for somebody's yes.
    """

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        self.env.company.write(
            {
                "caetic_directory": True,
                "caetic_directory_title": TITLE,
                "caetic_directory_intro": INTRODUCTION,
            }
        )
        for row in rows("directory"):
            self._publish(row)
        for row in rows("showcase"):
            self._show(row)

    def _get_profile(self, login):
        member = self.story.records[login]
        profiles = self.env["caetic.profile"]
        return profiles._ensure_profiles_sudo(member).with_env(self.env)

    def _publish(self, row):
        profile = self._get_profile(row["login"])
        profile.member_id._record_consents_sudo(
            {"directory_public": True, "photo_public": bool(row["photo"])}, "portal"
        )
        shown = dict.fromkeys(row["shown"].split(), True)
        profile._record_publication_sudo(shown, "portal")

    def _show(self, row):
        others = [self._get_profile(login).id for login in row["people"].split()]
        trades = [f"caetic_members.trade_{key}" for key in row["trades"].split()]
        item = self.env["caetic.portfolio.item"].create(
            {
                "profile_id": self._get_profile(row["owner"]).id,
                "name": row["name"],
                "date": self.story.today - timedelta(days=int(row["days_ago"])),
                "customer": row["customer"],
                "url": row["url"],
                "description": row["description"],
                "image_1920": artwork(row["name"]),
                "trade_ids": [Command.set([self.env.ref(one).id for one in trades])],
                "people_ids": [Command.set(others)],
                "is_showcased": True,
            }
        )
        self.story.keep(f"showcase_{row['key']}", item)
        for login in row["agreed"].split():
            self._get_profile(login)._record_publication_sudo(
                {("project", item.id): True}, "portal"
            )
