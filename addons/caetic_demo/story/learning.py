# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .source import rows

# Titles of the library that go with a module.
SHELF = {
    "offer": "Modèle de devis pour un site internet",
    "management": "Guide : facturer, être payé, relancer",
}


class Learning:
    """Skills that the workshops bring, and documents that go with them."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        for row in rows("learning"):
            skills = [
                self.env.ref(f"caetic_skills.skill_{key}").id
                for key in row["skills"].split()
            ]
            self._get_module(row["module"]).write(
                {
                    "skill_ids": [Command.set(skills)],
                    "skill_progress": int(row["level"]),
                }
            )
        documents = self.env["caetic.library.document"]
        for key, title in SHELF.items():
            document = documents.search([("name", "=", title)])
            document.module_ids = self._get_module(key)

    def _get_module(self, key):
        if key in self.story.records:
            return self.story.records[key]
        return self.env.ref(f"caetic_workshops.module_{key}")
