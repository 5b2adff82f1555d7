# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A customer writes on their page of an invoice: the entrepreneur is told."""

from odoo import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .test_portal_invoices import PortalCase


@tagged("post_install", "-at_install")
class TestCustomerComment(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls._draft()
        cls.move.action_post()

    def _write(self, text, **more):
        """As the script of the customer's page does, without login."""
        self.authenticate(None, None)
        return self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "account.move",
                "thread_id": self.move.id,
                "post_data": {"body": text, "subtype_xmlid": "mail.mt_comment"},
                "token": self.move._portal_ensure_token(),
                **more,
            },
        )

    def _mails(self):
        mails = self.env["mail.mail"].sudo().search([("res_id", "=", self.move.id)])
        return mails.filtered(lambda mail: "vous écrit" in (mail.subject or ""))

    def test_members_read_it_by_mail_and_on_their_page(self):
        self._write("Le numéro de commande manque <b>ici</b>")
        mail = self._mails()
        self.assertEqual(mail.recipient_ids, self.amelie.user_id.partner_id)
        self.assertIn("SARL Cigale", mail.subject)
        self.assertIn(self.move.name, mail.subject)
        self.assertIn("Le numéro de commande manque", mail.body_html)
        path = f"/my/activities/{self.studio.id}/invoices/{self.move.id}"
        self.assertIn(path, mail.body_html)
        # The customer's address is in no mail: the page names who writes.
        self.assertNotIn("cigale@example.com", f"{mail.body_html} {mail.email_from}")
        self.authenticate("amelie", "amelie".ljust(8, "x"))
        response, _page = self._page(f"/invoices/{self.move.id}")
        self.assertIn("Le numéro de commande manque", response.text)

    def test_others_are_not_written_to(self):
        """Neither the author, nor entrepreneurs of other activities, nor staff."""
        self._write("Bonjour")
        told = self._mails().recipient_ids
        for partner in (self.mairie, self.bruno.partner_id, self.adviser.partner_id):
            self.assertNotIn(partner, told)
        self.assertFalse(self._mails().email_to)

    def test_all_members_of_the_activity_are_told(self):
        self.studio.stake_ids = [Command.create({"member_id": self.bruno.id})]
        self._write("Bonjour")
        people = self.amelie.user_id.partner_id | self.bruno.user_id.partner_id
        self.assertEqual(self._mails().recipient_ids, people)

    def test_what_staff_or_the_entrepreneur_write_is_no_news(self):
        post = {"body": "Bonjour", "subtype_xmlid": "mail.mt_comment"}
        post["message_type"] = "comment"
        for author in (self.adviser, self.amelie.user_id):
            self.move.message_post(author_id=author.partner_id.id, **post)
        # Nor a note, which customers do not read.
        note = {**post, "subtype_xmlid": "mail.mt_note"}
        self.move.message_post(author_id=self.mairie.id, **note)
        self.assertFalse(self._mails())
        self.assertEqual(self.move._portal_get_comments(), [])

    def test_a_customer_with_an_account_writes_as_themselves(self):
        user = new_test_user(self.env, "cigale", groups="base.group_portal")
        user.partner_id.parent_id = self.mairie
        post = {"body": "Merci", "subtype_xmlid": "mail.mt_comment"}
        self.move.message_post(
            author_id=user.partner_id.id, message_type="comment", **post
        )
        self.assertIn(user.name, self._mails().body_html)
        [comment] = self.move._portal_get_comments()
        self.assertEqual((comment["author"], comment["text"]), (user.name, "Merci"))

    def test_by_answering_an_email(self):
        self.move.message_post(
            author_id=self.mairie.id,
            body="Réponse",
            message_type="email",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertIn("Réponse", self._mails().body_html)

    def test_nobody_writes_without_the_link(self):
        self.authenticate(None, None)
        with mute_logger("odoo.http"):
            response = self.url_open(
                "/mail/message/post",
                json={
                    "params": {
                        "thread_model": "account.move",
                        "thread_id": self.move.id,
                        "post_data": {"body": "x", "subtype_xmlid": "mail.mt_comment"},
                        "token": "wrong",
                    }
                },
            )
        self.assertIn("error", response.json())
        self.assertFalse(self._mails())
