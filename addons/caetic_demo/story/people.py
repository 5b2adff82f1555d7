# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo.fields import Command

from .source import picture, rows

CANDIDATE_STEPS = ("informed", "diagnosed", "committee", "admitted")


def prepare_identity(env, row):
    """Civil data and trades of a row, ready to be written."""
    trades = [f"caetic_members.trade_{key}" for key in row["trades"].split()]
    return {
        "sex": row["sex"],
        "birthdate": row["birthdate"],
        "nationality_id": env.ref("base.fr").id,
        "trade_ids": [Command.set([env.ref(trade).id for trade in trades])],
    }


class People:
    """Entrepreneurs, their contracts and their activities: one situation each."""

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.passwords = {row["login"]: row["password"] for row in rows("logins")}

    def tell(self):
        for row in rows("people"):
            member = self._welcome(row)
            if row["contract"]:
                self._sign(member, row)
        # Contracts whose term has passed end as they do every morning.
        self.env["caetic.contract"]._cron_run_clocks()
        for row in rows("activities"):
            self._open(row)

    def _welcome(self, row):
        partner = self.env["res.partner"].create(
            {
                "name": row["name"],
                "email": row["email"],
                "phone": row["phone"],
                "city": "Limoux",
                "zip": "11300",
                "country_id": self.env.ref("base.fr").id,
                "lang": "fr_FR",
            }
        )
        user = self._give_access(partner, row["login"])
        member = self.env["caetic.member"].create(
            {
                "partner_id": partner.id,
                "user_id": user.id,
                "adviser_id": self.story.records["paul"].id,
                "has_customers": row["contract"] == "cesa",
                "project_summary": row["project"],
                "situation_ids": [Command.create(self._prepare_situation(row))],
                **prepare_identity(self.env, row),
            }
        )
        self._follow_journey(member, row)
        return self.story.keep(row["login"], member)

    def _give_access(self, partner, login):
        if login not in self.passwords:
            return self.env["res.users"]
        return self.env["res.users"].create(
            {
                "partner_id": partner.id,
                "login": login,
                "password": self.passwords[login],
                "lang": "fr_FR",
                "tz": "Europe/Paris",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )

    def _follow_journey(self, member, row):
        """Steps until the cooperative's yes, a month before the contract."""
        if not row["contract"]:
            return
        start = int(row["months_ago"]) + int(row["cape_months"] or 0)
        for months, kind in enumerate(CANDIDATE_STEPS):
            day = self.story.month(start + len(CANDIDATE_STEPS) - months, 12)
            member._record_step(kind, day)

    def _prepare_situation(self, row):
        months = int(row["months_ago"] or 0) + int(row["cape_months"] or 0)
        months += len(CANDIDATE_STEPS)
        return {
            "date": self.story.month(months),
            "status": row["situation"],
            "education": row["education"],
            "zip": "11300",
            "city": "Limoux",
        }

    def _sign(self, member, row):
        start = self.story.month(int(row["months_ago"]))
        if row["cape_months"]:
            first = start - relativedelta(months=int(row["cape_months"]))
            self._start(member, "cape", first, start - relativedelta(days=1))
        self._start(member, row["contract"], start, self._last_day(row))

    def _start(self, member, kind, start, end):
        told = {"urssaf_notified_on": start, "france_travail_notified_on": start}
        contract = self.env["caetic.contract"].create(
            {
                "member_id": member.id,
                "kind": kind,
                "date_start": start,
                "date_end": end,
                "date_signed": start,
                "fixed_part": 150 if kind == "cesa" else 0,
                **(
                    told
                    if kind == "cape"
                    else {"dpae_on": start - relativedelta(days=3)}
                ),
            }
        )
        # Signed on paper long ago; printing asks for a server, and none runs here.
        contract.with_context(caetic_no_archive=True).action_start()

    def _open(self, row):
        stakes = []
        for part in row["members"].split():
            login, _sep, share = part.partition(":")
            member = self.story.records[login]
            stakes.append(
                Command.create({"member_id": member.id, "share": float(share or 100)})
            )
        activity = self.env["caetic.activity"].create(
            {
                "name": row["name"],
                "logo": picture(row["key"]),
                "stake_ids": stakes,
                "scheme_id": self.story.records[row["scheme"]].id,
                "adviser_id": self.story.records["paul"].id,
                "date_start": self.story.month(int(row["months_ago"])),
                "date_end": self._last_day(row),
                "reserve_floor": float(row["reserve"]),
                "auto_post_limit": float(row["limit"]),
                "auto_post_invoice": bool(float(row["limit"])),
                "email": self._first_member(row).email,
                "phone": row["phone"],
                "website": row["website"],
                "exemption_ids": self._exempt(row),
            }
        )
        self.story.keep(row["key"], activity)

    def _last_day(self, row):
        """Return the last day of a contract or an activity, False when it has none."""
        if not row["months_long"]:
            return False
        start = self.story.month(int(row["months_ago"]))
        return start + relativedelta(months=int(row["months_long"]), days=-1)

    def _first_member(self, row):
        return self.story.records[row["members"].split()[0].partition(":")[0]]

    def _exempt(self, row):
        if not row["exempt_months"]:
            return []
        start = self.story.month(int(row["months_ago"]))
        end = start + relativedelta(months=int(row["exempt_months"]), days=-1)
        return [
            Command.create(
                {
                    "date_from": start,
                    "date_to": end,
                    "reason": "Démarrage de l'activité",
                }
            )
        ]
