# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people book at the same time, each in a transaction of their own."""

from contextlib import contextmanager

from psycopg2.errors import LockNotAvailable, SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import paris

QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True}
START, STOP = paris(2031, 3, 24, 9), paris(2031, 3, 24, 11)


@tagged("post_install", "-at_install")
class TestSameTime(TransactionCase):
    """What is saved here is saved in truth, then deleted again."""

    @contextmanager
    def _transaction(self):
        """A transaction of its own on the database: not the one of the test."""
        cursor = db_connect(self.env.cr.dbname).cursor()
        try:
            yield api.Environment(cursor, SUPERUSER_ID, dict(QUIET))
        finally:
            cursor.rollback()
            cursor.close()

    def _prepare(self, capacity):
        with self._transaction() as env:
            resource = env["caetic.resource"].create(
                {"name": "Salle 9f2", "kind": "room", "capacity": capacity, "price": 0}
            )
            members = env["caetic.member"].create(
                [
                    {"partner_id": env["res.partner"].create({"name": name}).id}
                    for name in ("Rose 9f2", "Hugo 9f2")
                ]
            )
            env.cr.commit()
            self.addCleanup(self._forget, resource.ids, members.ids)
            return resource.id, members.ids

    def _forget(self, resource_ids, member_ids):
        with self._transaction() as env:
            members = env["caetic.member"].browse(member_ids)
            members.booking_ids.unlink()
            env["caetic.resource"].browse(resource_ids).unlink()
            partners = members.partner_id
            members.unlink()
            partners.unlink()
            env.cr.commit()

    def _book(self, env, resource_id, member_id):
        booking = env["caetic.resource.booking"].create(
            {
                "resource_id": resource_id,
                "member_id": member_id,
                "start": START,
                "stop": STOP,
            }
        )
        env.flush_all()
        return booking

    def _play(self, capacity):
        """One books and saves while the other, who began before, books too.

        :returns: how many bookings are saved once the second has been refused
        """
        resource_id, (rose, hugo) = self._prepare(capacity)
        with self._transaction() as first, self._transaction() as second:
            # Both have read that the place is free.
            for env in (first, second):
                taken = env["caetic.resource.booking"].search_count(
                    [("resource_id", "=", resource_id)]
                )
                self.assertEqual(taken, 0)
            self._book(first, resource_id, rose)
            second.cr.execute("SET LOCAL lock_timeout = '200ms'")
            muted = mute_logger("odoo.sql_db")
            with muted, self.assertRaises(LockNotAvailable), second.cr.savepoint():
                self._book(second, resource_id, hugo)
            first.cr.commit()
            with muted, self.assertRaises(SerializationFailure), second.cr.savepoint():
                self._book(second, resource_id, hugo)
        with self._transaction() as env:
            return env["caetic.resource.booking"].search_count(
                [("resource_id", "=", resource_id)]
            )

    def test_the_second_one_waits_and_is_refused(self):
        """Odoo plays the request of the second again, which then sees it taken."""
        self.assertEqual(self._play(capacity=1), 1)

    def test_where_there_are_places_too(self):
        """No constraint of the table counts to two: the row of the resource does."""
        self.assertEqual(self._play(capacity=2), 1)
