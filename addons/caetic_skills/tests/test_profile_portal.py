# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import json
from datetime import date

from freezegun import freeze_time
from lxml import html
from PIL import Image

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.caetic_members.tests.common import PDF, SVG, unsafe_files

from .common import SkillsCommon

REFUSED = "//div[contains(@class, 'invalid-feedback')]"


def photograph(where="Limoux"):
    """A picture of a phone: it says where it was taken."""
    picture = Image.new("RGB", (40, 30), (200, 80, 20))
    facts = Image.Exif()
    facts[0x010E] = where
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=facts)
    return target.getvalue()


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestProfilePortal(SkillsCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_person("Amélie Durand", "profil_amelie")
        cls.bruno = cls._create_person("Bruno Petit", "profil_bruno")
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.profile = cls.amelie.profile_ids

    def setUp(self):
        super().setUp()
        self._log_in(self.amelie)

    def _log_in(self, member):
        login = member.user_id.login
        self.authenticate(login, login.ljust(8, "x"))

    def _send(self, path, files=None, **values):
        page = html.fromstring(self.url_open("/my/profile/about").content)
        csrf = page.xpath("//input[@name='csrf_token']/@value")[0]
        return self.url_open(path, data={"csrf_token": csrf, **values}, files=files)

    def _tree(self, response):
        return html.fromstring(response.content)

    def _fill(self, **skills):
        self._give(self.profile, **skills)
        self.profile.trade_ids = self._trade("1_05")

    # -- the first useful state -------------------------------------------------------

    def test_a_useful_profile_in_less_than_twelve_taps(self):
        """Taps are those of a thumb: tiles, levels, answers and buttons."""
        taps = 0
        page = self._tree(self.url_open("/my/profile"))
        trade = self._trade("1_05")
        self.assertTrue(page.xpath(f"//input[@id='trade_{trade.id}']"))
        taps += 2  # A tile, then the button.
        page = self._tree(self._send("/my/profile/trades", trades=trade.id))
        chosen = {}
        for key in ("wordpress", "php", "html"):
            skill = self._skill(key)
            level = self._level(skill, 75)
            self.assertTrue(page.xpath(f"//input[@id='skill_{skill.id}_{level.id}']"))
            chosen[f"skill_{skill.id}"] = level.id
            taps += 1
        taps += 1
        page = self._tree(self._send("/my/profile/skills", **chosen))
        [mode] = page.xpath("//input[@name='work_mode'][@checked]/@value")
        taps += 3  # Now, five days, the button: the rest is answered.
        answer = self._send(
            "/my/profile/availability", when="now", days="5", work_mode=mode
        )
        self.assertIn("useful", answer.url)
        self.assertEqual(answer.status_code, 200)
        self.assertLess(taps, 12)
        self.assertTrue(self.profile.is_useful)
        self.assertEqual(str(self.profile.available_from), "2026-06-15")
        self.assertEqual(self.profile.days_per_month, 5)

    def test_no_section_is_empty(self):
        """Each says what to put there, with an example."""
        self._fill(wordpress=75)
        page = self._tree(self.url_open("/my/profile"))
        hints = page.xpath("//p[contains(@class, 'o_caetic_hint')]")
        self.assertEqual(len(hints), 4)
        self.assertTrue(page.xpath("//a[@href='/my/profile/skills'][@class]"))

    def test_the_home_reminds_until_it_is_useful(self):
        todo = [row["url"] for row in self._todo()]
        self.assertIn("/my/profile", todo)
        self._fill(wordpress=75, php=50, html=75)
        self.assertNotIn("/my/profile", [row["url"] for row in self._todo()])

    def _todo(self):
        return self.studio.with_user(self.amelie.user_id)._get_todo()

    # -- what is refused --------------------------------------------------------------

    def test_errors_stand_beside_the_field_and_nothing_is_lost(self):
        answer = self._send(
            "/my/profile/availability",
            when="later",
            available_from="demain",
            days="40",
            work_mode="both",
            town="Limoux 7f3",
            rate_min="500",
            rate_max="300",
        )
        page = self._tree(answer)
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(len(page.xpath(REFUSED)), 3)
        self.assertTrue(page.xpath("//input[@name='town'][@value='Limoux 7f3']"))
        self.assertFalse(self.profile.town)

    def test_nothing_chosen_is_said(self):
        self.assertEqual(self._send("/my/profile/trades").status_code, 422)
        self.profile.trade_ids = self._trade("1_05")
        self.assertEqual(self._send("/my/profile/skills").status_code, 422)

    def test_only_listed_skills_and_their_own_levels_are_taken(self):
        wordpress, logo = self._skill("wordpress"), self._skill("logo")
        foreign = self._level(logo, 100)
        alone = self.env["hr.skill"].create(
            {"name": "Sans métier", "skill_type_id": logo.skill_type_id.id}
        )
        forged = {
            f"skill_{wordpress.id}": foreign.id,
            f"skill_{alone.id}": foreign.id,
            "skill_99999999999999999999": foreign.id,
            "skill_abc": "1",
            f"skill_{logo.id}": "²",
        }
        self.assertEqual(
            self._send("/my/profile/skills/add", **forged).status_code, 200
        )
        self.assertFalse(self.profile.skill_line_ids)

    def test_a_link_is_a_web_address(self):
        values = {"kind": "project", "name": "Site", "url": "javascript:alert(1)"}
        answer = self._send("/my/profile/proofs/new", **values)
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.profile.proof_ids)
        self._send("/my/profile/proofs/new", **{**values, "url": "mairie.example"})
        self.assertEqual(self.profile.proof_ids.url, "https://mairie.example")

    @mute_logger("odoo.http")
    def test_hostile_texts_give_no_server_error(self):
        for text in ("\x00", "é" * 5000, "<b>", "\U0001f600", "%s", "' OR 1=1"):
            for url, name in (
                ("about", "headline"),
                ("proofs/new", "name"),
                ("portfolio/new", "date"),
                ("availability", "rate_min"),
                ("skills/wish", "wish"),
            ):
                answer = self._send(f"/my/profile/{url}", **{name: text})
                with self.subTest(url=url, text=text[:5]):
                    self.assertLess(answer.status_code, 500)

    # -- pictures and papers ----------------------------------------------------------

    def _show(self, content, name="photo.jpg"):
        files = {"picture": (name, content)}
        return self._send("/my/profile/portfolio/new", files=files, name="Étiquettes")

    def test_a_picture_is_drawn_again(self):
        self.assertEqual(self._show(photograph("Sekret")).status_code, 200)
        item = self.profile.item_ids
        kept = item.with_context(bin_size=False).image_1920
        raw = self.env["ir.attachment"].search(
            [("res_model", "=", item._name), ("res_field", "=", "image_1920")]
        )
        stored = raw.filtered(lambda one: one.res_id == item.id).raw
        self.assertTrue(kept)
        self.assertNotIn(b"Sekret", stored)
        answer = self.url_open(f"/my/profile/pictures/{item.id}/512")
        self.assertEqual(answer.headers["Content-Type"], "image/jpeg")

    def test_what_is_no_picture_is_refused(self):
        broken = photograph()[:60]
        for content in (SVG, b"<html>", b"%PDF-1.7", broken, b"\x89PNG\r\n\x1a\n"):
            with self.subTest(content=content[:8]):
                self.assertEqual(self._show(content).status_code, 422)
        self.assertFalse(self.profile.item_ids)

    def test_unsafe_files_are_refused_in_words(self):
        """The reason stands beside the field, what was typed stays."""
        for name, content, word in unsafe_files():
            for page, field in (
                ("about", "photo"),
                ("portfolio/new", "picture"),
                ("proofs/new", "document"),
            ):
                with self.subTest(name=name, page=page):
                    answer = self._send(
                        f"/my/profile/{page}",
                        files={field: (name, content)},
                        name="Étiquettes",
                        headline="Étiquettes",
                        kind="project",
                    )
                    self.assertEqual(answer.status_code, 422)
                    tree = self._tree(answer)
                    [error] = tree.xpath(REFUSED)
                    is_pdf_for_picture = field != "document" and word == "programme"
                    wanted = "JPEG" if is_pdf_for_picture else word
                    self.assertIn(wanted, error.text_content())
                    typed = tree.xpath("//input[@name='name' or @name='headline']")
                    self.assertEqual(typed[0].get("value"), "Étiquettes")
        self.assertFalse(self.profile.item_ids)
        self.assertFalse(self.profile.proof_ids or self.profile.photo)

    def test_documents_are_for_oneself_only(self):
        self._send(
            "/my/profile/proofs/new",
            files={"document": ("d.pdf", PDF + b"% Sekret")},
            kind="certificate",
            name="RGAA",
        )
        url = f"/my/profile/proofs/{self.profile.proof_ids.id}"
        self.assertIn(b"Sekret", self.url_open(f"{url}/document").content)
        self._log_in(self.bruno)
        self.assertNotIn(b"Sekret", self.url_open(f"{url}/document").content)
        self.assertNotIn(b"RGAA", self.url_open(url).content)
        self._send(f"{url}/delete")
        self.assertTrue(self.profile.proof_ids)

    # -- other skills, history --------------------------------------------------------

    def test_words_that_people_type_find_skills(self):
        """Accents, capitals and the name of the list do not matter."""
        for text, key in (
            ("wp", "wordpress"),
            ("DEPANNAGE", "support"),
            ("zzz", None),
            ("réseaux sociaux", "community"),
        ):
            rows = self.profile.with_user(self.amelie.user_id)._portal_find_skills(text)
            found = {row["id"] for row in rows}
            with self.subTest(text=text):
                self.assertEqual(bool(found), bool(key))
                self.assertTrue(not key or self._skill(key).id in found)

    def test_a_skill_shows_its_history(self):
        with freeze_time("2026-01-10"):
            self._fill(wordpress=50)
        skill = self._skill("wordpress")
        level = self._level(skill, 75)
        self._send("/my/profile/skills/add", **{f"skill_{skill.id}": level.id})
        line = self._line(self.profile, "wordpress")
        page = self._tree(self.url_open(f"/my/profile/skills/{line.id}"))
        rows = page.xpath("//section[@aria-labelledby='caetic_history']//li")
        self.assertEqual(len(rows), 2)
        self._send("/my/profile/skills/add", **{f"skill_{skill.id}": 0})
        self.assertFalse(self.profile.current_line_ids)

    # -- colleagues -------------------------------------------------------------------

    def _confirm(self, line, **values):
        url = f"/my/network/{self.profile.id}/confirm"
        page = html.fromstring(self.url_open("/my/profile/about").content)
        csrf = page.xpath("//input[@name='csrf_token']/@value")[0]
        data = {"csrf_token": csrf, "line": line.id, **values}
        return self.url_open(url, data=data, allow_redirects=False)

    def test_a_colleague_confirms_and_takes_it_back(self):
        self._fill(wordpress=75)
        line = self._line(self.profile, "wordpress")
        self._confirm(line)
        self.assertFalse(line.confirmation_ids, "Nobody confirms oneself.")
        self._log_in(self.bruno)
        for _time in range(2):
            self._confirm(line, note="Vu ensemble")
        self.assertEqual(line.confirmation_ids.author_id, self.bruno.partner_id)
        self.assertEqual(line.confirmation_ids.note, "Vu ensemble")
        self.assertEqual(self._confirm(line, note="x" * 300).status_code, 422)
        card = self.profile.with_user(self.bruno.user_id)._portal_get_card()
        [(_kind, [row])] = card["groups"]
        self.assertTrue(row["is_mine"])
        self._confirm(line, do="withdraw")
        self.assertFalse(line.confirmation_ids)

    def test_who_hides_is_seen_and_confirmed_by_nobody(self):
        self._fill(wordpress=75)
        self._show(photograph())
        line = self._line(self.profile, "wordpress")
        picture = f"/my/profile/pictures/{self.profile.item_ids.id}/512"
        self._send("/my/profile/visibility", listed="0")
        self.assertFalse(self.profile.is_listed)
        self.assertEqual(self.url_open(picture).status_code, 200)
        self._log_in(self.bruno)
        self._confirm(line)
        self.assertFalse(line.confirmation_ids)
        self.assertEqual(self.url_open(picture).status_code, 404)
        self.profile.is_listed = True
        self.assertEqual(self.url_open(picture).status_code, 200)

    def test_people_who_left_and_staff_have_no_page(self):
        self.amelie._record_step("left", date(2026, 6, 1), "Départ")
        answer = self.url_open("/my/profile", allow_redirects=False)
        self.assertEqual(answer.headers["Location"].rpartition("/my")[2], "")

    def test_private_methods_are_no_door(self):
        """RPC: what pages do cannot be called by name."""
        body = {
            "jsonrpc": "2.0",
            "method": "call",
            "params": {
                "model": "caetic.profile",
                "method": "_portal_set_trades",
                "args": [[self.profile.id], [1]],
                "kwargs": {},
            },
        }
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/web/dataset/call_kw",
                data=json.dumps(body),
                headers={"Content-Type": "application/json"},
            )
        self.assertIn("error", answer.json())
