# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ResourceCommon, paris

MODELS = (
    "caetic.resource",
    "caetic.resource.opening",
    "caetic.resource.booking",
    "caetic.library.document",
)
MONDAY = (2026, 3, 23)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestResourcesSecurity(ResourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._book(cls.room, cls.amelie, (*MONDAY, 9), (*MONDAY, 10))
        cls.other = cls._book(cls.room, cls.bruno, (*MONDAY, 10), (*MONDAY, 11))
        cls.link = cls.env["caetic.library.document"].create(
            {"name": "Lien", "url": "https://example.org"}
        )

    def test_entrepreneurs_have_no_door(self):
        for name in MODELS:
            model = self.env[name].with_user(self.amelie.user_id)
            held = [
                right
                for right in ("read", "write", "create", "unlink")
                if model.has_access(right)
            ]
            self.assertEqual(held, [], name)

    def test_public_methods_ask_for_the_right(self):
        user = self.bruno.user_id
        for record, name in (
            (self.mine, "action_confirm"),
            (self.mine, "action_cancel"),
            (self.mine, "action_charge"),
            (self.room, "action_open_bookings"),
            (self.link, "action_publish"),
            (self.link, "action_refuse"),
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(record.with_user(user), name)()
        self.assertEqual(self.mine.state, "confirmed")

    def test_one_s_own_file_only(self):
        amelie = self.amelie.with_user(self.bruno.user_id)
        filters = {"q": "", "kind": "", "trade": ""}
        for act in (
            lambda: amelie._portal_get_resources(),
            lambda: amelie._portal_get_resource(self.room.id),
            lambda: amelie._portal_book_resource(self.room.id, {}),
            lambda: amelie._portal_get_bookings(),
            lambda: amelie._portal_cancel_booking(self.mine.id),
            lambda: amelie._portal_get_library(filters),
            lambda: amelie._portal_get_library_document_sudo(self.link.id),
            lambda: amelie._portal_propose_document({}, "", b""),
            lambda: amelie._portal_get_proposals(),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_only_hosted_members(self):
        """Candidates and those who left share nothing."""
        nora = self._create_member("Nora Petit", "res_candidate")
        nora = nora.with_user(nora.user_id)
        with self.assertRaises(AccessError):
            nora._portal_get_resources()
        with self.assertRaises(AccessError):
            nora._portal_get_library({"q": "", "kind": "", "trade": ""})

    def test_the_other_company_s_things_are_not_shared(self):
        there = self.env["res.company"].create({"name": "Une autre coopérative"})
        theirs = self._create_resource("Studio", "room", "hour", 0, company_id=there.id)
        paper = self.env["caetic.library.document"].create(
            {"name": "Note", "url": "https://example.org", "company_id": there.id}
        )
        member = self.amelie.with_user(self.amelie.user_id)
        self.assertIsNone(member._portal_get_resource(theirs.id))
        booking, issues = member._portal_book_resource(theirs.id, {})
        self.assertEqual((len(booking), issues), (0, {"": "unknown"}))
        self.assertFalse(member._portal_get_library_document_sudo(paper.id))

    def test_somebody_else_s_booking(self):
        member = self.amelie.with_user(self.amelie.user_id)
        self.assertFalse(member._portal_cancel_booking(self.other.id))
        coming, over = member._portal_get_bookings()
        self.assertEqual([row["id"] for row in [*coming, *over]], [self.mine.id])
        self.assertEqual(self.other.state, "confirmed")

    def test_advisers_read_the_diary_and_write_their_own(self):
        """Bruno has no adviser, and the room is the coordinator's."""
        both = self.mine | self.other
        bookings = self.env["caetic.resource.booking"].with_user(self.adviser)
        self.assertEqual(bookings.search([("id", "in", both.ids)]), both)
        self.mine.with_user(self.adviser).words = "Réunion"
        with self.assertRaises(AccessError):
            self.other.with_user(self.adviser).words = "Réunion"
        self.room.user_id = self.adviser
        self.other.with_user(self.adviser).start = paris(*MONDAY, 10, 30)

    def test_the_other_roles(self):
        self.other.with_user(self.coordinator).action_cancel()
        self.assertTrue(self.mine.with_user(self.accountant).amount)
        with self.assertRaises(AccessError):
            self.mine.with_user(self.accountant).words = "x"
        with self.assertRaises(AccessError):
            self.room.with_user(self.adviser).price = 1
        for name in MODELS:
            model = self.env[name].with_user(self.payroll_officer)
            self.assertFalse(model.has_access("read"), f"{name} is read")
