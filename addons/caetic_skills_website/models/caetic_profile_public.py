# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from ..engine import search_words

MAX_ID = 2**31
# Model and field of each kind of picture.
PICTURES = {
    "photo": ("caetic.profile", "photo"),
    "item": ("caetic.portfolio.item", "image_512"),
}


class CaeticProfilePublic(models.Model):
    """How visitors find a page. They have no right on profiles: these methods search
    as the system, among what is published only, and hand out plain values.
    """

    _inherit = "caetic.profile"

    @api.model
    def _public_get_domain(self, company, trade=None, query=""):
        """Domain of the pages that a visitor may see.

        :param company: res.company of the website
        :param trade: caetic.trade whose page is open, if any
        :param str query: words typed by the visitor; all of them must be found
        """
        domain = Domain("is_public", "=", True) & Domain("company_id", "=", company.id)
        if trade:
            domain &= Domain("public_trade_ids", "in", trade.ids)
        for word in search_words(query):
            # No word holds a sign that the database would take for any text but this.
            text = word.replace("_", r"\_")
            domain &= Domain("public_words", "like", text)
        return domain

    @api.model
    def _public_find(self, company, trade=None, query="", offset=0, limit=None):
        """Return ``(cards of a page, number found)``; see ``_public_get_domain``.

        A constant number of queries, whatever the number of people.
        """
        profiles_sudo = self.sudo()  # Among published pages only, by the domain.
        domain = self._public_get_domain(company, trade, query)
        found_sudo = profiles_sudo.search(domain, offset=offset, limit=limit)
        total = len(found_sudo)
        if limit and (offset or total == limit):
            total = profiles_sudo.search_count(domain)
        photos = found_sudo._public_get_photos()
        return [
            one_sudo._public_get_card(one_sudo.id in photos) for one_sudo in found_sudo
        ], total

    @api.model
    def _public_get(self, slug, company):
        """Return the published profile of an address, in superuser mode.

        :returns: empty when there is none: unknown, hidden and withdrawn are alike
        """
        profiles_sudo = self.sudo()  # Published only, by the domain.
        _name, number = self.env["ir.http"]._unslug(slug)
        if not number or not 0 < number < MAX_ID:
            return profiles_sudo.browse()
        domain = self._public_get_domain(company) & Domain("id", "=", number)
        return profiles_sudo.search(domain, limit=1)

    @api.model
    def _public_get_entries(self, company):
        """Return the address of every page, for machines that look for them."""
        profiles_sudo = self.sudo()  # Addresses of published pages.
        found_sudo = profiles_sudo.search_fetch(
            self._public_get_domain(company), ["name", "public_trade_ids"]
        )
        pages = [one_sudo._public_get_url() for one_sudo in found_sudo]
        trades = [
            trade_sudo._public_get_link()["url"]
            for trade_sudo in found_sudo.public_trade_ids
        ]
        return sorted(trades) + pages

    @api.model
    def _public_get_image(self, kind, number, company):
        """Return ``(record, field)`` of a picture that is published, in superuser mode.

        The person sees their own pictures before, in the preview of their page.

        :param str kind: ``photo`` of a profile, or picture of an ``item``
        :returns: an empty record for what is not there, or not shown
        """
        model, field = PICTURES.get(kind, PICTURES["photo"])
        records_sudo = self.env[model].sudo()  # Checked below, picture by picture.
        if kind not in PICTURES or not 0 < number < MAX_ID:
            return records_sudo.browse(), field
        record_sudo = records_sudo.search([("id", "=", number)], limit=1)
        owner_sudo = record_sudo if kind == "photo" else record_sudo.profile_id
        if owner_sudo.company_id != company:
            return records_sudo.browse(), field
        key = "photo" if kind == "photo" else "portfolio"
        allowed = (
            key in owner_sudo._get_shown()
            or (kind == "item" and record_sudo.is_shown)
            or self._public_is_own(owner_sudo)
        )
        is_there = allowed and record_sudo.with_context(bin_size=True)[field]
        return record_sudo if is_there else records_sudo, field

    @api.model
    def _public_is_own(self, profile):
        """Tell whether the user, who has logged in, is the person."""
        user = self.env.user
        return not user._is_public() and user.partner_id == profile.partner_id

    def _public_get_photos(self):
        """Return the ids of those whose photo is there and shown; one query."""
        shown = self.filtered(lambda one: "photo" in one._get_shown())
        if not shown:
            return frozenset()
        # Called on what a visitor may see; only whether there is a picture.
        attachments_sudo = self.env["ir.attachment"].sudo()
        found = attachments_sudo._read_group(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "photo"),
                ("res_id", "in", shown.ids),
            ],
            ["res_id"],
        )
        return frozenset(number for (number,) in found)

    def _public_get_url(self):
        self.ensure_one()
        slug = self.env["ir.http"]._slug((self.id, self.name))
        return f"/annuaire/personnes/{slug}"

    def _public_get_card(self, has_photo, shown=None):
        """Return what a list shows of somebody: plain values, only what is shown.

        :param shown: keys; those of today by default
        """
        self.ensure_one()
        shown = self._get_shown() if shown is None else shown
        trades = self.trade_ids if "trades" in shown else self.trade_ids.browse()
        return {
            "id": self.id,
            "name": self.name,
            "url": self._public_get_url(),
            "headline": (self.headline or "") if "headline" in shown else "",
            "town": (self.town or "") if "town" in shown else "",
            "trades": [trade._public_get_link() for trade in trades],
            "photo": f"/annuaire/image/photo/{self.id}" if has_photo else "",
            "when": self._public_get_when() if "availability" in shown else "",
        }

    def _public_get_when(self):
        """Return the availability in words, empty when nothing is said."""
        self.ensure_one()
        words = self._get_availability_words()
        return " · ".join(filter(None, (words, words and self._get_mode_words())))
