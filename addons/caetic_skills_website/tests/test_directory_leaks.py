# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Nothing unpublished leaks: every public door, with a mark in every hidden field."""

import base64
import re
from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import JsonRpcException, tagged
from odoo.tools import format_date, mute_logger

from ..engine import PROFILE_KINDS
from .common import DirectoryCommon, picture

STARTS = (
    "/",
    "/annuaire",
    "/realisations",
    "/annuaire/besoin",
    "/annuaire/sitemap.xml",
    "/sitemap.xml",
    "/robots.txt",
)
OURS = re.compile(r"^/(annuaire|realisations|website/search|contactus|event)?\b")
MODELS = (
    "caetic.portfolio.item",
    "caetic.profile",
    "caetic.profile.publication",
    "caetic.profile.skill",
    "caetic.public.message",
    "caetic.skill.confirmation",
    "caetic.skill.proof",
    "caetic.opportunity",
    "caetic.member",
    "caetic.consent",
)
SEARCH = {
    "allowFuzzy": True,
    "displayDescription": True,
    "displayDetail": True,
    "displayExtraLink": True,
    "displayImage": True,
}
# Who shows what: somebody everything, somebody a part, the others nothing.
SHOWN = {
    "whole": PROFILE_KINDS,
    "part": ("headline", "town", "skills"),
    "none": (),
    "object": PROFILE_KINDS,
    "left": PROFILE_KINDS,
}
FIELDS = (*PROFILE_KINDS, "photo", "email", "phone", "street", "document")


def bare(text):
    """A text without what figures are set with."""
    return re.sub(r"[\s,.\u00a0\u202f]|&nbsp;", "", text.casefold())


@tagged("post_install", "-at_install")
class TestDirectoryLeaks(DirectoryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people, cls.pictures = {}, {}
        lang = cls.website.default_lang_id.code
        cls.spoken = cls.env(context={"lang": lang})
        for rank, key in enumerate(SHOWN):
            cls.people[key] = cls._make_marked(key, rank)
        for key, kinds in SHOWN.items():
            cls._show(cls.people[key], *kinds, page=key != "none", photo=key == "whole")
        objecting = cls.people["object"].member_id
        objecting._record_consents_sudo({"directory_internal": False}, "paper")
        left = cls.people["left"].member_id
        left._record_step("left", reason="Fin", check=False)
        cls.env.flush_all()

    @classmethod
    def _get_day(cls, rank):
        return date(2081 + rank, 3, 2)

    @classmethod
    def _mark(cls, key, field):
        """A word that is nowhere but in this field of this person."""
        rank = list(SHOWN).index(key)
        if field == "rate":
            return str(98765301 + rank)
        if field == "availability":
            day = cls._get_day(rank)
            return bare(format_date(cls.spoken, day, date_format="MMMM y"))
        return f"zq{key}{field}"

    @classmethod
    def _make_marked(cls, key, rank):
        mark = {field: cls._mark(key, field) for field in FIELDS}
        cls.pictures[key] = picture((10 + rank, 20, 30)), picture((10 + rank, 90, 9))
        profile = cls._make_person(
            f"Zoe {key.title()}",
            headline=mark["headline"],
            presentation=mark["presentation"],
            town=mark["town"],
            zip="11300",
            photo=cls.pictures[key][0],
            trade_ids=[Command.set(cls._make_trade(mark["trades"]).ids)],
            available_from=cls._get_day(rank),
            days_per_month=4,
            rate_min=float(mark["rate"]),
        )
        cls._add_skill(profile, mark["skills"])
        cls._make_works(profile, key, mark)
        profile.partner_id.write(
            {
                "email": f"{mark['email']}@example.com",
                "phone": mark["phone"],
                "street": mark["street"],
            }
        )
        cls._create_activity(
            mark["brand"],
            profile.member_id,
            website=f"https://{mark['website']}.example",
            email=f"{mark['email']}@brand.example",
        )
        return profile

    @classmethod
    def _make_works(cls, profile, key, mark):
        cls.env["caetic.portfolio.item"].create(
            {
                "profile_id": profile.id,
                "name": f"{mark['portfolio']} site",
                "description": mark["portfolio"],
                "customer": mark["portfolio"],
                "url": f"https://{mark['portfolio']}.example",
                "image_1920": cls.pictures[key][1],
            }
        )
        for kind, field in (("project", "proofs"), ("word", "words")):
            cls.env["caetic.skill.proof"].create(
                {
                    "profile_id": profile.id,
                    "kind": kind,
                    "name": mark[field],
                    "customer": mark[field],
                    "words": mark[field],
                    "document": base64.b64encode(mark["document"].encode()),
                }
            )

    def _hidden_marks(self):
        for key, kinds in SHOWN.items():
            shown = set(kinds) if key in ("whole", "part") else set()
            for field in FIELDS:
                if field not in shown:
                    yield key, field, self._mark(key, field)

    def _assert_clean(self, text, where):
        plain = bare(text)
        for key, field, mark in self._hidden_marks():
            # Whoever says what they need chooses among the trades of the house.
            if where == "/annuaire/besoin" and field == "trades":
                continue
            self.assertNotIn(mark, plain, f"{field} of {key} at {where}")

    def _guesses(self):
        """Addresses that somebody would try by hand."""
        for profile in self.people.values():
            slug = profile._public_get_url()
            number, item = profile.id, profile.item_ids.id
            yield from (
                slug,
                f"{slug}/contact",
                f"{slug}/merci",
                f"/annuaire/personnes/{number}",
                f"/annuaire/personnes/zoe-{number}",
                # Its name is a mark, which the page of an error would repeat.
                f"/annuaire/x-{profile.trade_ids.id}",
                f"/annuaire/image/photo/{number}",
                f"/annuaire/image/item/{item}",
                f"/my/profile/photos/{number}",
                f"/web/image/caetic.profile/{number}/photo",
                f"/web/image/caetic.portfolio.item/{item}/image_1920",
                f"/web/image/caetic.portfolio.item/{item}/image_128",
                f"/web/image/res.partner/{profile.partner_id.id}/avatar_128",
                f"/web/content/caetic.skill.proof/{profile.proof_ids[0].id}/document",
            )

    def _crawl(self):
        """Return ``{path: answer}``: what leads from a page, and what is tried."""
        waiting, seen = [*STARTS, *self._guesses()], {}
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            answer = seen[path] = self.url_open(path)
            if "html" in answer.headers.get("Content-Type", ""):
                links = self._read(answer).xpath("//@href | //@src")
                waiting += [
                    link.partition("#")[0] for link in links if OURS.match(link)
                ]
            elif "xml" in answer.headers.get("Content-Type", ""):
                found = re.findall(r"<loc>(.*?)</loc>", answer.text)
                waiting += [re.sub(r"^https?://[^/]+", "", one) for one in found]
        return seen

    def test_crawl(self):
        """Pages, sitemaps, facts for machines and pictures."""
        self.authenticate(None, None)
        with mute_logger("odoo.http"):
            seen = self._crawl()
        secret = [
            base64.b64decode(one)
            for key, pair in self.pictures.items()
            for one in pair[0 if key != "whole" else 2 :]
        ]
        for path, answer in seen.items():
            self._assert_clean(answer.text, path)
            self.assertNotIn(answer.content, secret, path)
            self.assertLess(answer.status_code, 500, path)
        for key, field in (("whole", "presentation"), ("part", "skills")):
            page = seen[self.people[key]._public_get_url()]
            self.assertEqual(page.status_code, 200)
            self.assertIn(self._mark(key, field), page.text)
        for key in ("none", "object", "left"):
            page = seen[self.people[key]._public_get_url()]
            self.assertEqual(page.status_code, 404)
            for path, answer in seen.items():
                self.assertNotIn(f"Zoe {key.title()}", answer.text, path)

    def test_everything_shown_is_there(self):
        """A crawl of empty pages would prove nothing."""
        page = self._page_of(self.people["whole"])
        plain = bare(page.text)
        for kind in PROFILE_KINDS:
            self.assertIn(self._mark("whole", kind), plain, kind)
        photo = self.url_open(f"/annuaire/image/photo/{self.people['whole'].id}")
        self.assertEqual(photo.content, base64.b64decode(self.pictures["whole"][0]))

    def test_search_finds_published_words_only(self):
        for key, field, mark in self._hidden_marks():
            if field in ("photo", "document"):
                continue
            page = self.url_open(f"/annuaire?q={mark}")
            self.assertNotIn("/annuaire/personnes/", page.text, f"{field} of {key}")
        for key, field in (("whole", "presentation"), ("part", "town")):
            page = self.url_open(f"/annuaire?q={self._mark(key, field)}")
            self.assertIn(self.people[key]._public_get_url(), page.text)

    def test_suggestions_of_the_website(self):
        self.authenticate(None, None)
        for key in SHOWN:
            for term in (f"Zoe {key.title()}", self._mark(key, "headline")):
                answer = self.make_jsonrpc_request(
                    "/website/snippet/autocomplete",
                    {"search_type": "all", "term": term, "options": SEARCH},
                )
                found = [one for one in answer["results"] if key in str(one).lower()]
                self.assertEqual(found, [])

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_no_door_by_rpc(self):
        public = self.env.ref("base.public_user")
        self.authenticate(None, None)
        for model in MODELS:
            with self.assertRaises(AccessError, msg=model):
                self.env[model].with_user(public).search_read([])
            params = {"model": model, "method": "search_read", "args": [[]]}
            with self.assertRaises(JsonRpcException, msg=model):
                self.make_jsonrpc_request(
                    "/web/dataset/call_kw", {**params, "kwargs": {}}
                )
            answer = self.url_open(
                f"/json/2/{model}/search_read",
                data="{}",
                headers={"Content-Type": "application/json"},
            )
            self.assertIn(answer.status_code, (401, 403, 404), model)

    def test_private_methods_are_no_door(self):
        """What hands out values to the pages cannot be called from outside."""
        names = [
            name
            for model in ("caetic.profile", "caetic.portfolio.item", "caetic.trade")
            for name in dir(type(self.env[model]))
            if name.startswith(("public_get", "public_find", "portal_"))
        ]
        self.assertEqual(names, [])

    def test_colleagues_see_no_choices(self):
        """The log of somebody is theirs and the staff's."""
        reader = self._make_person("Nils Lecteur", "dir_reader").member_id.user_id
        for model in ("caetic.profile.publication", "caetic.public.message"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(reader).search([])
        with self.assertRaises(AccessError):
            self.log.with_user(reader).create(
                {"profile_id": self.people["none"].id, "kind": "headline"}
            )
