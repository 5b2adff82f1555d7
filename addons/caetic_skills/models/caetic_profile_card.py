# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import format_amount, format_date


class CaeticProfileCard(models.Model):
    """A profile in words: what the page of a person and that of a colleague show.

    Called in superuser mode by methods that have checked who reads.
    """

    _inherit = "caetic.profile"

    def _get_card(self, reader=None):
        """Return what ``caetic_skills.portal_profile_card`` shows.

        :param reader: caetic.member who reads; their confirmations are marked
        """
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name or "",
            "photo": self._get_photo_url(),
            "brand": self.brand or "",
            "headline": self.headline or "",
            "presentation": self.presentation or "",
            "organisation": self.organisation_id.name or "",
            "trades": self.trade_ids.mapped("name"),
            "place": self._get_place(),
            "mode": self._get_mode_words(),
            "availability": self._get_availability_words(),
            "is_available": self._is_available(),
            "rate": self._get_rate_words(),
            "groups": self._get_skill_groups(reader),
            "skill_count": len(self.current_line_ids),
            "proofs": [proof._get_row() for proof in self.proof_ids],
            "items": [item._get_row() for item in self.item_ids],
        }

    # -- one line each ----------------------------------------------------------------

    def _get_photo_url(self):
        has_photo = bool(self.with_context(bin_size=True).photo)
        stamp = int(self.write_date.timestamp()) if self.write_date else 0
        return f"/my/profile/photos/{self.id}?unique={stamp}" if has_photo else ""

    def _get_place(self):
        """Return the town and its department, without the rest of the postcode."""
        zone = f" ({self.zip[:2]})" if self.zip and len(self.zip) == 5 else ""
        return f"{self.town}{zone}" if self.town else ""

    def _get_mode_words(self):
        modes = dict(self._fields["work_mode"]._description_selection(self.env))
        return modes.get(self.work_mode, "")

    def _is_available(self):
        """Tell whether the person takes work today."""
        today = fields.Date.context_today(self)
        start = self.available_from
        return bool(start and start <= today and self.days_per_month)

    def _get_availability_words(self):
        """Return when and how much, or an empty text when the person never said."""
        if not self.available_from:
            told = self.availability_on
            return self.env._("Not available at the moment") if told else ""
        days = self.days_per_month
        if self._is_available():
            return self.env._("Available, %(days)s days a month", days=days)
        return self.env._(
            "From %(date)s, %(days)s days a month",
            date=format_date(self.env, self.available_from, date_format="d MMMM y"),
            days=days,
        )

    def _get_rate_words(self):
        """Return the price band, EUR a day before tax, empty when it is not told."""
        low, high = (
            format_amount(
                self.env,
                rate,
                self.currency_id,
                trailing_zeroes=bool(rate % 1),
            )
            if rate
            else ""
            for rate in (self.rate_min, self.rate_max)
        )
        if low and high and low != high:
            return self.env._("%(low)s to %(high)s a day", low=low, high=high)
        if low and not high:
            return self.env._("From %(low)s a day", low=low)
        if high and not low:
            return self.env._("Up to %(high)s a day", high=high)
        return self.env._("%(low)s a day", low=low) if low else ""

    # -- skills -----------------------------------------------------------------------

    def _get_skill_groups(self, reader=None):
        """Return the skills of today by type: ``[(type, rows)]``, best level first."""
        author = reader.partner_id if reader else self.env["res.partner"]
        proved = self.proof_ids.skill_ids
        groups = self.current_line_ids.grouped("skill_type_id")
        return [
            (
                kind.name,
                [
                    line._get_row(author, line.skill_id in proved)
                    for line in lines.sorted(
                        lambda line: (-line.level_progress, line.skill_id.name)
                    )
                ],
            )
            for kind, lines in groups.items()
        ]
