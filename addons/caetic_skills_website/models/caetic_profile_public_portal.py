# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import PROFILE_KINDS, shown_fields

LAST_CHANGES = 12
BASE = {"profile": "directory_public", "photo": "photo_public"}


class CaeticProfilePublicPortal(models.Model):
    """What a person shows, chosen on the portal, thing by thing (R801, R907).

    A portal user has no right to write: these methods find their own profile and add
    answers to the log, nothing else.
    """

    _inherit = "caetic.profile"

    @api.model
    def _portal_get_own_public(self):
        """Return the profile of the user in superuser mode, or an empty record."""
        stay = self._portal_get_hosted()
        if stay:
            return self._ensure_profiles_sudo(stay)[:1]
        # Somebody outside may have a login: their own profile, by their own contact.
        profiles_sudo = self.sudo()
        own = [
            ("partner_id", "=", self.env.user.partner_id.id),
            ("company_id", "=", self.env.company.id),
            ("member_id", "=", False),
        ]
        return profiles_sudo.search(own, limit=1)

    def _portal_get_publication(self):
        """Return what the page of choices shows, as plain values."""
        self.ensure_one()
        standing = self._get_standing()
        labels = self._get_publication_labels()
        base = self._get_base_answers(standing)
        page = self._public_get_page(frozenset((*PROFILE_KINDS, "photo")))
        return {
            "is_listed": self.is_listed,
            "is_public": self.is_public,
            "url": self._public_get_url(),
            "profile": base["profile"],
            "photo": base["photo"],
            "has_photo": bool(page["photo"]),
            "switches": [
                {
                    "key": kind,
                    "label": labels[kind],
                    "given": kind in standing,
                    "now": self._get_choice_excerpt(kind, page),
                }
                for kind in PROFILE_KINDS
            ],
            "projects": [
                {
                    "key": f"project_{item.id}",
                    "name": item.name,
                    "others": ", ".join((item._get_named() - self).mapped("name")),
                    "given": ("project", item.id) in standing,
                }
                for item in self._get_joint_items()
            ],
            "changes": self._get_last_changes(labels),
        }

    def _get_base_answers(self, standing):
        """Return whether the page and the photo are accepted."""
        if not self.member_id:
            return {key: key in standing for key in BASE}
        answers = self.member_id._get_consents()[self.member_id.id]
        return {key: answers[kind] for key, kind in BASE.items()}

    def _get_publication_labels(self):
        log = self.env["caetic.profile.publication"]
        return dict(log._fields["kind"]._description_selection(self.env))

    def _get_choice_excerpt(self, kind, page):
        """Return the beginning of what a switch would show, empty for nothing."""
        by_name = {
            "trades": page["trades"],
            "skills": [row for group in page["skills"] for row in group["rows"]],
            "portfolio": page["portfolio"],
            "proofs": page["proofs"],
            "brand": page["brands"],
        }
        if kind in by_name:
            text = ", ".join(one["name"] for one in by_name[kind])
        elif kind == "words":
            text = " ".join(one["text"] for one in page["words"])
        else:
            text = page["when" if kind == "availability" else kind]
        return text if len(text) <= 120 else f"{text[:119]}…"

    def _get_joint_items(self):
        """Return the projects of the showcase that name the person."""
        items = self.env["caetic.portfolio.item"].search(
            [
                ("is_showcased", "=", True),
                "|",
                ("profile_id", "=", self.id),
                ("people_ids", "in", self.ids),
            ]
        )
        return items.filtered(lambda one: len(one._get_named()) > 1)

    def _get_last_changes(self, labels):
        """Return the last answers of the person, to be read by the person."""
        rows = [
            (one.date, one.item_id.name or labels[one.kind], one.given)
            for one in self.publication_ids.sorted("id", reverse=True)[:LAST_CHANGES]
        ]
        names = {kind: key for key, kind in BASE.items()}
        titles = {
            "profile": self.env._("Public page"),
            "photo": self.env._("Photo"),
        }
        rows += [
            (one.date, titles[names[one.kind]], one.given)
            for one in self.member_id.consent_ids.filtered(lambda c: c.kind in names)
        ]
        rows.sort(key=lambda row: row[0], reverse=True)
        return [
            {
                "day": fields.Datetime.context_timestamp(self, date).date(),
                "what": what,
                "given": given,
            }
            for date, what, given in rows[:LAST_CHANGES]
        ]

    def _portal_get_preview(self):
        """Return the page as visitors would see it, even before it is published."""
        self.ensure_one()
        standing = self._get_standing()
        base = self._get_base_answers(standing)
        return self._public_get_page(
            frozenset(shown_fields(True, base["photo"], standing))
        )

    def _portal_publish(self, typed):
        """Record what the person chose; called on their own profile only.

        :param typed: keys of the switches that are on
        :returns: number of answers that changed
        """
        self.ensure_one()
        answers = {kind: kind in typed for kind in PROFILE_KINDS}
        for item in self._get_joint_items():
            answers["project", item.id] = f"project_{item.id}" in typed
        base = {key: key in typed for key in BASE}
        count = 0
        if self.member_id:
            hub = {kind: base[key] for key, kind in BASE.items()}
            count = self.member_id._record_consents_sudo(hub, "portal")
        else:
            answers.update(base)
        return count + self._record_publication_sudo(answers, "portal")

    def _record_publication_sudo(self, answers, source):
        """Add the answers that change something.

        :param dict answers: ``{key: bool}``; a key is a kind, or
            ``("project", identifier of the portfolio item)``
        :param str source: ``portal`` or ``paper``
        :returns: number of rows added
        """
        self.ensure_one()
        standing = self._get_standing()
        notice = self.env["caetic.privacy.notice"]._get_current(self.company_id)
        rows = [
            {
                "profile_id": self.id,
                "kind": "project" if isinstance(key, tuple) else key,
                "item_id": key[1] if isinstance(key, tuple) else False,
                "given": given,
                "source": source,
                "notice_id": notice.id,
                "author_id": self.env.uid,
            }
            for key, given in answers.items()
            if given != (key in standing)
        ]
        # The person answers by the portal, without a right on the log.
        log_sudo = self.env["caetic.profile.publication"].sudo()
        log_sudo.create(rows)
        return len(rows)
