# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import secrets

from odoo import models
from odoo.exceptions import UserError

from ..engine import seal
from ..signature import raw


class CaeticAttendanceSeal(models.Model):
    """Seal of a row, and the check that finds what was changed since."""

    _inherit = "caetic.attendance"

    # -- sealing -------------------------------------------------------------------

    def _seal_rows_sudo(self):
        """Seal rows as they are; those sealed already stay."""
        rows = self.filtered(lambda row: not row.seal)
        heads = rows._get_chain_heads()
        for row in rows:
            previous = heads.get(row.registration_id.id) or secrets.token_hex(32)
            row.write(row._prepare_seal(previous))

    def _prepare_seal(self, previous):
        """Return the values that seal a row.

        :param str previous: seal before in the registration, or a random text
        """
        self.ensure_one()
        row = self.with_context(bin_size=False)
        name = self._get_person_name()
        values = {
            "first_state": self.state,
            "person_name": name,
            "person_hash": self._hash_text(previous, name),
            "signatory_hash": self._hash_text(previous, self.signatory),
            "signature_hash": seal.fingerprint(raw(row.signature)),
            "seal_previous": previous,
        }
        return {**values, "seal": seal.seal(self._to_mark(values))}

    def _hash_text(self, previous, text):
        return seal.fingerprint(f"{previous}{text}") if text else ""

    def _to_mark(self, values=None):
        """Return the row as engine.seal.Mark; ``values`` stand before stored ones."""
        self.ensure_one()
        known = values or self
        return seal.Mark(
            row=self.id,
            person=self.partner_id.id or 0,
            name=known["person_hash"] or "",
            half_day=self.slot_id._caetic_to_half_day(),
            state=known["first_state"] or "",
            method=self.method or "",
            moment=self.signed_at.isoformat() if self.signed_at else "",
            signatory=known["signatory_hash"] or "",
            picture=known["signature_hash"] or "",
            previous=known["seal_previous"] or "",
        )

    def _get_chain_heads(self):
        """Return the last seal of each registration: ``{registration id: seal}``."""
        chains = self._get_chains()
        return {
            key: next(
                iter({own for own, _before in links} - {b for _o, b in links}), ""
            )
            for key, links in chains.items()
        }

    def _get_chains(self):
        """Return ``{registration id: [(seal, seal before)]}``, asked for at once."""
        groups = self._read_group(
            [
                ("registration_id", "in", self.registration_id.ids),
                ("seal", "!=", False),
            ],
            ["registration_id", "seal", "seal_previous"],
        )
        chains = {}
        for registration, own, before in groups:
            chains.setdefault(registration.id, []).append((own, before or ""))
        return chains

    # -- check ---------------------------------------------------------------------

    def _check_seals(self):
        """Return the rows whose seal no longer holds.

        A row is broken when what it says is not what was sealed, when its state does
        not follow from its corrections, when its half-day's closed sheet is not what
        was closed, or when a row of its registration is missing.

        The number of queries does not depend on the number of rows.
        """
        # What proves a row is for staff; whether it holds, for whoever may read it.
        model_sudo = self.sudo().with_context(bin_size=False)
        # Browsed anew, so that all are read together, however they were found.
        rows_sudo = model_sudo.browse(self.ids)
        sheets = rows_sudo.slot_id._caetic_get_broken_sheets()
        chains = rows_sudo._get_chains()
        loose = {key for key, links in chains.items() if seal.loose(links)}
        broken = rows_sudo.filtered(
            lambda row: (
                row.slot_id in sheets
                or (row.seal and row.registration_id.id in loose)
                or row._is_broken()
            )
        )
        return broken.with_env(self.env)

    def _is_broken(self):
        self.ensure_one()
        if not self.seal:
            # A signature seals at once: one without a seal lost it.
            return self.method in ("qr", "tablet") or bool(self.signature_hash)
        return (
            self.seal != seal.seal(self._to_mark())
            or not self._is_person_same()
            or not self.correction_ids._is_chain_whole(self)
            or self.state != self._get_state_due()
            or self.hours != self._get_hours()
        )

    def _is_person_same(self):
        """Tell whether names and picture are those of the fingerprints.

        Of a person who was forgotten (RGPD art. 17) the fingerprints remain.
        """
        self.ensure_one()
        registration = self.registration_id
        same = (
            self.partner_id == registration.partner_id
            and self.member_id == registration.caetic_stay_id
            and self.event_id == self.slot_id.event_id
            and self.date == self.slot_id.date
        )
        if not same or self.member_id.anonymised_on:
            return same
        previous = self.seal_previous or ""
        return (
            self._hash_text(previous, self.person_name) == (self.person_hash or "")
            and self._hash_text(previous, self.signatory) == (self.signatory_hash or "")
            and seal.fingerprint(raw(self.signature)) == (self.signature_hash or "")
        )

    def _get_state_due(self):
        """Return the state that the seal and the corrections give."""
        self.ensure_one()
        return self.correction_ids.sorted("id")[-1:].new_state or self.first_state

    def action_check_seals(self):
        """Say whether the rows are what was sealed, and name those that are not."""
        self.check_access("read")
        broken = self._check_seals()
        if broken:
            names = "\n".join(
                f"{row.slot_id.display_name}: {row._get_person_name()}"
                for row in broken[:20]
            )
            raise UserError(
                self.env._(
                    "%(count)s attendances are not what was sealed:\n%(names)s",
                    count=len(broken),
                    names=names,
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("All seals hold (%s).", len(self)),
            },
        }
