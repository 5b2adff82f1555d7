# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.caetic_members.uploads import check_upload

from ..engine import next_step, read_days, read_rates

MAX_HEADLINE = 120
MAX_TEXT = 4000
MAX_PLACE = 64
WHEN = ("now", "later", "none")
MODES = ("onsite", "remote", "both")


class CaeticProfilePortal(models.Model):
    """What a person does in their own profile, from the portal.

    A portal user has no right to write. Each method checks that the profile is theirs
    and that they are hosted today, takes texts read by the engine, and does one named
    act.
    """

    _inherit = "caetic.profile"

    # -- doors ------------------------------------------------------------------------

    @api.model
    def _portal_get_own(self):
        """Return the profile of the user, made on their first visit, or nothing.

        Only people hosted have one on the portal: it stands for a running stay.
        """
        stay = self._portal_get_hosted()
        if not stay:
            return self.browse()
        return self._ensure_profiles_sudo(stay).with_env(self.env)

    @api.model
    def _portal_read_own(self):
        """Return the profile of the user if there is one: for read-only pages."""
        # Read for the user themself, whose stay the domain names.
        profiles_sudo = self.sudo()
        stay = self._portal_get_hosted()
        mine = [("member_id", "=", stay.id)]
        found = profiles_sudo.search(mine, limit=1) if stay else self.browse()
        return found.with_env(self.env)

    def _portal_check_own(self):
        """Refuse whoever is not the person, hosted today.

        :raises AccessError: for others, staff included: they have the back office
        """
        self.ensure_one()
        # The login of the stay is asked of the profile itself, whatever rules hide it.
        profile_sudo = self.sudo()
        stay = self._portal_get_hosted()
        if not stay or profile_sudo.member_id.id != stay.id:
            raise AccessError(self.env._("This profile is somebody else's."))

    # -- the page ---------------------------------------------------------------------

    def _portal_get_page(self):
        """Return what the page of one's own profile shows, in words."""
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        card = profile_sudo._get_card()
        return {
            **card,
            "completeness": profile_sudo.completeness,
            "is_useful": profile_sudo.is_useful,
            "next": next_step(profile_sudo._get_facts()),
            "is_listed": profile_sudo.is_listed,
        }

    # -- trades -----------------------------------------------------------------------

    def _portal_get_tiles(self, chosen=None):
        """Return the trades by family, with those that are chosen.

        :param set chosen: numbers typed, else those of the profile
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        if chosen is None:
            chosen = set(profile_sudo.trade_ids.ids)
        # The list of the house: names and families leave here, no more.
        trades_sudo = self.env["caetic.trade"].sudo()._get_proposed()
        return [
            {
                "family": family.name,
                "is_outside": all(same.mapped("is_outside")),
                "trades": [
                    {"id": one.id, "name": one.name, "checked": one.id in chosen}
                    for one in same
                ],
            }
            for family, same in trades_sudo.grouped("family_id").items()
        ]

    def _portal_set_trades(self, numbers):
        """Set the trades of the person; return issues by field.

        :param set numbers: identifiers, of the list that is shown
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above: their trades only.
        # Of the list only.
        listed_sudo = self.env["caetic.trade"].sudo()._get_proposed()
        trades_sudo = listed_sudo.filtered(lambda one: one.id in numbers)
        if not trades_sudo:
            return {"trades": "trades"}
        profile_sudo.trade_ids = trades_sudo
        return {}

    # -- availability -----------------------------------------------------------------

    def _portal_get_availability(self):
        """Return what the profile says, as the texts of the form."""
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        today = fields.Date.context_today(self)
        start, days = profile_sudo.available_from, profile_sudo.days_per_month
        when = ""
        if start:
            when = "later" if start > today else "now"
        elif profile_sudo.availability_on:
            when = "none"
        return {
            "when": when,
            "available_from": str(start or "") if when == "later" else "",
            "days": str(days) if days else "",
            "work_mode": profile_sudo.work_mode or "both",
            "zip": profile_sudo.zip or "",
            "town": profile_sudo.town or "",
            "rate_min": self._get_rate_text(profile_sudo.rate_min),
            "rate_max": self._get_rate_text(profile_sudo.rate_max),
        }

    @api.model
    def _get_rate_text(self, rate):
        """Return a price as people type it, empty when they do not say."""
        text = f"{rate:.2f}".removesuffix(".00").replace(".", ",")
        return text if rate else ""

    def _portal_set_availability(self, form):
        """Write when, how much, where and for how much; return issues by field."""
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above: named fields only.
        today = fields.Date.context_today(self)
        start, issues = self._read_start(form, today)
        days, issue = read_days(form["days"])
        if issue or (start and not days):
            issues["days"] = issue or "required"
        if form["work_mode"] not in MODES:
            issues["work_mode"] = "choice"
        for name in ("zip", "town"):
            if len(form[name]) > MAX_PLACE:
                issues[name] = "too_long"
        low, high, band = read_rates(form["rate_min"], form["rate_max"])
        issues.update(band)
        if not issues:
            profile_sudo.write(
                {
                    "available_from": start,
                    "days_per_month": days if start else 0,
                    "availability_on": today,
                    "work_mode": form["work_mode"],
                    "zip": form["zip"],
                    "town": form["town"],
                    "rate_min": float(low),
                    "rate_max": float(high),
                }
            )
        return issues

    @api.model
    def _read_start(self, form, today):
        """Return ``(first day or False, issues)``."""
        if form["when"] not in WHEN:
            return False, {"when": "required"}
        if form["when"] == "none":
            return False, {}
        if form["when"] == "now":
            return today, {}
        try:
            return fields.Date.to_date(form["available_from"]) or False, (
                {} if form["available_from"] else {"available_from": "date"}
            )
        except ValueError:
            return False, {"available_from": "date"}

    # -- who the person is ------------------------------------------------------------

    def _portal_get_about(self):
        """Return the texts of the form."""
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        return {
            "headline": profile_sudo.headline or "",
            "presentation": profile_sudo.presentation or "",
        }

    def _portal_set_about(self, form, photo=b"", forget_photo=False):
        """Write the headline, the presentation and the photo; return issues by field.

        :param bytes photo: what was sent, empty to keep the one that is there
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above: named fields only.
        issues = {}
        if len(form["headline"]) > MAX_HEADLINE:
            issues["headline"] = "too_long"
        if len(form["presentation"]) > MAX_TEXT:
            issues["presentation"] = "too_long"
        picture, issue = check_upload("", photo, ("image",)) if photo else (None, "")
        if issue:
            issues["photo"] = issue
        if not issues:
            values = {name: form[name] for name in ("headline", "presentation")}
            if picture or forget_photo:
                values["photo"] = picture and b64encode(picture.content)
            profile_sudo.write(values)
        return issues

    def _portal_answer(self, is_listed):
        """Record whether the person objects to the directory of colleagues (R801)."""
        self._portal_check_own()
        stay_sudo = self.sudo().member_id  # Checked just above: their own stay.
        stay_sudo.with_env(self.env)._portal_answer({"directory_internal": is_listed})
