# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_skills.engine import read_link

from ..engine import item_list, person_graph


class CaeticProfilePublicPage(models.Model):
    """The page of somebody as plain values: a template has no record to read from."""

    _inherit = "caetic.profile"

    def _public_get_page(self, shown=None):
        """Return what the page of the person shows.

        :param shown: keys; those of today by default. The preview of the person says
            which ones, whether the page is published or not
        :returns: dict; what is not shown is not in it, or is empty
        """
        self.ensure_one()
        shown = self._get_shown() if shown is None else shown
        photo = "photo" in shown and self.with_context(bin_size=True).photo
        page = self._public_get_card(bool(photo), shown)
        parts = {
            "presentation": lambda: self.presentation or "",
            "skills": self._public_get_skills,
            "portfolio": self._public_get_items,
            "proofs": self._public_get_proofs,
            "words": self._public_get_words_of_customers,
            "rate": self._public_get_rate,
        }
        page.update({key: make() for key, make in parts.items() if key in shown})
        if {"brand", "website"} & shown:
            page["brands"], page["website"] = self._public_get_brands(shown)
        return page

    def _public_get_skills(self):
        """Return the skills of today by kind, the strongest first."""
        lines = self._get_public_lines()
        return [
            {
                "name": kind.name,
                "rows": [
                    {"name": line.skill_id.name, "level": line.skill_level_id.name}
                    for line in rows.sorted(lambda one: -one.level_progress)
                ],
            }
            for kind, rows in lines.grouped("skill_type_id").items()
        ]

    def _public_get_items(self):
        pictures = self.item_ids._public_get_pictures()
        return [item._public_get_card(item.id in pictures) for item in self.item_ids]

    def _public_get_proofs(self):
        """Return projects and certificates; papers are never published."""
        proofs = self.proof_ids.filtered(lambda one: one.kind != "word")
        labels = dict(proofs._fields["kind"]._description_selection(self.env))
        return [
            {
                "name": proof.name,
                "kind": labels[proof.kind],
                "year": proof.date.year if proof.date else "",
                "customer": proof.customer or "",
                "url": read_link(proof.url or "")[0],
            }
            for proof in proofs
        ]

    def _public_get_words_of_customers(self):
        said = self.proof_ids.filtered(lambda one: one.kind == "word" and one.words)
        return [{"text": one.words, "customer": one.customer or ""} for one in said]

    def _public_get_rate(self):
        """Return the price band in words: EUR a day, before tax."""
        words = self._get_rate_words()
        return words and self.env._("%(band)s, before tax", band=words)

    def _public_get_brands(self, shown):
        """Return ``(brands, website)`` that the person sells under today."""
        today = fields.Date.context_today(self)
        running = self.member_id.caetic_activity_ids.filtered(
            lambda one: one.active and (not one.date_end or one.date_end >= today)
        )
        sites = [read_link(one.website or "")[0] for one in running]
        sites.append(read_link(self.partner_id.website or "")[0])
        website = next(filter(None, sites), "") if "website" in shown else ""
        brands = []
        if "brand" in shown:
            brands = [
                {"name": one.name, "website": site if website else ""}
                for one, site in zip(running, sites, strict=False)
            ]
        return brands, website

    # -- for machines -----------------------------------------------------------------

    def _public_get_graph(self, page, base):
        """Return the facts of a page for machines: schema.org, as a dictionary.

        :param dict page: what the page shows
        :param str base: address of the website, without its last slash
        """
        self.ensure_one()
        told = {**page, "url": base + page["url"]}
        told["photo_url"] = page["photo"] and base + page["photo"]
        return person_graph(told, {"name": self.company_id.name, "url": base})

    def _public_get_list_graph(self, name, url, cards, base):
        """Return the facts of a list for machines."""
        entries = [(card["name"], base + card["url"]) for card in cards]
        return item_list(name, base + url, entries)
