# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import formataddr, hmac
from odoo.tools.misc import hash_sign, verify_hash_signed

from ..engine import MIN_SECONDS, check_body, count_links, too_often

SCOPE = "caetic-public-form"
# A form that stayed open longer is asked again.
MAX_HOURS = 12
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
BY_SENDER, TO_PERSON = 5, 10
TEMPLATE = "caetic_skills_website.mail_template_public_message"


class CaeticPublicMessage(models.Model):
    """What a visitor sent from the public directory: the cooperative's copy.

    The person written to is mailed, and answers the visitor directly; the visitor never
    sees their address. Kept as long as contacts of the cooperative are (R802).
    """

    _name = "caetic.public.message"
    _description = "Message of a visitor"
    _order = "create_date desc, id desc"

    kind = fields.Selection(
        [("contact", "To a person"), ("need", "Need")],
        required=True,
        default="contact",
        readonly=True,
    )
    profile_id = fields.Many2one(
        "caetic.profile",
        string="To",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
    )
    name = fields.Char(string="From", readonly=True)
    email = fields.Char(readonly=True)
    phone = fields.Char(readonly=True)
    body = fields.Text(string="Message", readonly=True)
    # A fingerprint: the address of the net itself is not kept.
    sender_key = fields.Char(readonly=True, groups="base.group_no_one")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _sender_idx = models.Index("(sender_key, create_date)")
    _to_somebody = models.Constraint(
        "CHECK (kind = 'need' OR profile_id IS NOT NULL)",
        "A message is for somebody.",
    )

    # -- forms ------------------------------------------------------------------------

    @api.model
    def _public_make_token(self):
        """Return a sealed text that says when a form was shown."""
        shown = int(fields.Datetime.now().timestamp())
        # The seal needs the secret of the database; the visitor gets the result.
        env_sudo = self.sudo().env
        return hash_sign(env_sudo, SCOPE, shown, expiration_hours=MAX_HOURS)

    @api.model
    def _public_get_age(self, token):
        """Return how many seconds ago a form was shown, None for a forged one."""
        env_sudo = self.sudo().env  # As above.
        try:
            shown = verify_hash_signed(env_sudo, SCOPE, token or "")
        except (ValueError, IndexError):
            return None
        if not isinstance(shown, int):
            return None
        return int(fields.Datetime.now().timestamp()) - shown

    @api.model
    def _public_make_key(self, address):
        """Return the fingerprint of an address of the net."""
        env_sudo = self.sudo().env  # As above.
        return hmac(env_sudo, SCOPE, address or "")

    @api.model
    def _public_check(self, typed, sender_key, profile=None):
        """Return what is wrong with a form, as codes by field.

        :param dict typed: texts of the form; ``website_url`` is there for programs only
        :param str sender_key: fingerprint of who sends
        :param profile: caetic.profile written to; none for a need
        :returns: ``{field: code}``; ``form`` is for the whole of it
        """
        age = self._public_get_age(typed.get("token"))
        if typed.get("website_url"):
            return {"form": "robot"}
        if age is None:
            return {"form": "expired"}
        if age < MIN_SECONDS:
            return {"form": "fast"}
        members = self.env["caetic.member"]
        issues = {
            kind: members._get_answer_error(kind, typed.get(kind))
            for kind in ("name", "email", "phone")
        }
        issues["body"] = check_body(typed.get("body"))
        # A name or a number is no place for a link.
        names = (typed.get("name"), typed.get("phone"), typed.get("organisation"))
        if any(map(count_links, names)):
            issues["form"] = "robot"
        issues = {field: code for field, code in issues.items() if code}
        if not issues and self._public_is_too_often(sender_key, profile):
            return {"form": "often"}
        return issues

    @api.model
    def _public_is_too_often(self, sender_key, profile=None):
        """Tell whether one more message is too many; two queries at most."""
        now = self.env.cr.now()
        # Numbers only: how many messages came lately.
        messages_sudo = self.sudo()
        by_sender = messages_sudo.search_count(
            [("sender_key", "=", sender_key), ("create_date", ">", now - AN_HOUR)]
        )
        to_person = profile and messages_sudo.search_count(
            [("profile_id", "=", profile.id), ("create_date", ">", now - A_DAY)]
        )
        return too_often(by_sender, to_person or 0, BY_SENDER, TO_PERSON)

    @api.model
    def _public_send(self, profile, typed, sender_key):
        """Keep a message that was checked, and mail it to the person.

        :param profile: published caetic.profile
        :param dict typed: ``name``, ``email``, ``phone``, ``body``
        """
        # A visitor has no right here; the form was checked field by field.
        messages_sudo = self.sudo()
        message_sudo = messages_sudo.create(
            {
                "kind": "contact",
                "profile_id": profile.id,
                "company_id": profile.company_id.id,
                "name": typed["name"].strip(),
                "email": typed["email"].strip(),
                "phone": (typed.get("phone") or "").strip(),
                "body": typed["body"].strip(),
                "sender_key": sender_key,
            }
        )
        message_sudo._send_sudo()
        return message_sudo

    def _send_sudo(self):
        """Put the message in the outbox: the answer goes to the visitor."""
        self.ensure_one()
        partner = self.profile_id.partner_id
        if not partner.email:
            return
        template_sudo = self.env.ref(TEMPLATE).sudo()  # The message is the system's.
        template_sudo.send_mail(
            self.id,
            email_values={"recipient_ids": [(6, 0, partner.ids)]},
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _get_reply_to(self):
        """Return the visitor's address; their name holds nothing that breaks it."""
        self.ensure_one()
        return formataddr((" ".join(self.name.split()), self.email))

    @api.model
    def _public_note_need(self, sender_key, company):
        """Count a need that was sent; what it says is in the opportunity alone."""
        messages_sudo = self.sudo()  # A visitor has no right here.
        messages_sudo.create(
            {"kind": "need", "sender_key": sender_key, "company_id": company.id}
        )

    # -- retention --------------------------------------------------------------------

    @api.model
    def _public_get_years(self):
        """Return how many years a message is kept: those of contacts (R802)."""
        parameters = self.env["caetic.parameter"]
        return parameters._get_count("retention_prospect_years", fields.Date.today())

    @api.autovacuum
    def _gc_messages(self):
        """Delete what was kept as long as contacts are; forget places after a day."""
        now = fields.Datetime.now()
        limit = fields.Datetime.subtract(now, years=self._public_get_years())
        old = [("create_date", "<", limit)]
        counted = [("kind", "=", "need"), ("create_date", "<", now - A_DAY)]
        self.search(old).unlink()
        self.search(counted).unlink()
        placed = [("sender_key", "!=", False), ("create_date", "<", now - A_DAY)]
        self.search(placed).write({"sender_key": False})
