# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""People who show everything, something, nothing, who object, who left."""

import base64
import io
import json
from datetime import timedelta

from lxml import html
from PIL import Image

from odoo import fields
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import HttpCase
from odoo.tests.common import freeze_time

from odoo.addons.caetic_members.tests.common import CaeticCommon

from ..engine import PROFILE_KINDS

JSON_LD = "//script[@type='application/ld+json']/text()"


def picture(colour):
    """Return a small PNG of one colour, as a binary field holds it."""
    target = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(target, "PNG")
    return base64.b64encode(target.getvalue())


class DirectoryCommon(CaeticCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([], limit=1)
        if cls.website.company_id != cls.company:
            cls.website.company_id = cls.company
        cls.company.caetic_directory = True
        cls.family = cls.env["caetic.trade.family"].create({"name": "Image et son"})
        cls.kind = cls.env["hr.skill.type"].create(
            {
                "name": "Outils",
                "skill_ids": [Command.create({"name": "Crayon"})],
                "skill_level_ids": [
                    Command.create(
                        {
                            "name": "Débutant",
                            "level_progress": 25,
                            "default_level": True,
                        }
                    ),
                    Command.create({"name": "Confirmé", "level_progress": 75}),
                ],
            }
        )
        cls.log = cls.env["caetic.profile.publication"]
        cls.profiles = cls.env["caetic.profile"]

    @classmethod
    def _make_person(cls, name, login=None, stage="cape", **values):
        """A profile of somebody whom the cooperative houses."""
        member = cls._create_member(name, login)
        member._record_step(stage, fields.Date.today(), check=False)
        profile = cls.profiles._ensure_profiles_sudo(member).with_env(cls.env)
        profile.write(values)
        return profile

    @classmethod
    def _show(cls, profile, *kinds, page=True, photo=False):
        """Accept a public page with these things on it, and no others."""
        consents = {"directory_public": page, "photo_public": photo}
        if profile.member_id:
            profile.member_id._record_consents_sudo(consents, "paper")
        answers = {kind: kind in kinds for kind in PROFILE_KINDS}
        profile._record_publication_sudo(answers, "paper")

    @classmethod
    def _make_trade(cls, name):
        return cls.env["caetic.trade"].create(
            {"name": name, "family_id": cls.family.id}
        )

    @classmethod
    def _add_skill(cls, profile, name, level=1):
        skill = cls.env["hr.skill"].create({"name": name, "skill_type_id": cls.kind.id})
        return cls.env["caetic.profile.skill"].create(
            {
                "profile_id": profile.id,
                "skill_type_id": cls.kind.id,
                "skill_id": skill.id,
                "skill_level_id": cls.kind.skill_level_ids.sorted("level_progress")[
                    level
                ].id,
            }
        )

    # -- pages ------------------------------------------------------------------------

    def _read(self, response):
        return html.fromstring(response.content)

    def _graph(self, response):
        return [json.loads(text) for text in self._read(response).xpath(JSON_LD)]

    def _page_of(self, profile):
        return self.url_open(profile._public_get_url())

    def _token(self, seconds=10):
        """A form that was shown so many seconds ago."""
        with freeze_time(fields.Datetime.now() - timedelta(seconds=seconds)):
            return self.env["caetic.public.message"]._public_make_token()

    def _send(self, url, data, seconds=10):
        """Send a form as a visitor does."""
        self.authenticate(None, None)
        data = {"token": self._token(seconds), **data}
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data, allow_redirects=False)
