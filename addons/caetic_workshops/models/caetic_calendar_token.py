# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import secrets

from odoo import api, fields, models

TOKEN_BYTES = 32


class CaeticCalendarToken(models.Model):
    """Key of a person's private calendar address: one at a time, never readable.

    Only a digest is kept: the address is shown once, when it is made. Who knows it
    reads the dates of the person; the person renews or revokes it at any time.
    """

    _name = "caetic.calendar.token"
    _description = "Key of a calendar address"
    _order = "id desc"

    user_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="cascade", readonly=True
    )
    digest = fields.Char(
        required=True, readonly=True, copy=False, groups="base.group_system"
    )
    date = fields.Datetime(
        string="Made on", required=True, readonly=True, default=fields.Datetime.now
    )
    revoked_on = fields.Datetime(readonly=True, copy=False)

    _digest_uniq = models.UniqueIndex("(digest)", "This key exists already.")
    _user_uniq = models.UniqueIndex(
        "(user_id) WHERE revoked_on IS NULL", "A person has one address at a time."
    )

    @api.model
    def _get_digest(self, token):
        """SHA-256: a key of 256 random bits needs no slower one."""
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _get_own_sudo(self):
        """Return the live key of the user, or an empty record."""
        # The person asks about their own key and learns no more than its date.
        tokens_sudo = self.sudo()
        return tokens_sudo.search(
            [("user_id", "=", self.env.uid), ("revoked_on", "=", False)]
        )

    @api.model
    def _renew(self):
        """Give the user a new key and revoke the old one.

        :returns: the key, which is not kept and cannot be shown again
        """
        self._revoke()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        # Nobody but the system writes keys: this one is the user's own.
        tokens_sudo = self.sudo()
        tokens_sudo.create({"user_id": self.env.uid, "digest": self._get_digest(token)})
        return token

    @api.model
    def _revoke(self):
        """Close the address of the user."""
        tokens_sudo = self._get_own_sudo()
        tokens_sudo.write({"revoked_on": fields.Datetime.now()})
        tokens_sudo.flush_recordset()

    @api.model
    def _find_user_sudo(self, token):
        """Return whose a key is, or an empty record: unknown, revoked, archived."""
        # The caller is anybody on the network: the key alone says who asks.
        tokens_sudo = self.sudo()
        found_sudo = tokens_sudo.search(
            [
                ("digest", "=", self._get_digest(token)),
                ("revoked_on", "=", False),
                ("user_id.active", "=", True),
            ],
            limit=1,
        )
        return found_sudo.user_id
