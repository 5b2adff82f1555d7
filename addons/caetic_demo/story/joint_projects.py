# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from datetime import timedelta

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from odoo.fields import Command

from .source import artwork

AIMS = (
    "Raconter les métiers d'hier du Razès : dix témoignages filmés, une exposition de "
    "vingt panneaux et un site qui reste après elle.\n"
    "Le tout voyage dans six communes à partir du printemps."
)
DONE = (
    "Un site que l'équipe de l'office met à jour elle-même, une identité qui tient du "
    "dépliant à la vitrine, et un film d'accueil de deux minutes."
)
WORD = (
    "Trois métiers, un seul rendez-vous par semaine : nous n'avons couru après "
    "personne."
)
# Who, what, days from today (done below zero).
TASKS = (
    ("ines", "Filmer les quatre premiers témoignages", -12, True),
    ("gaelle", "Maquette des panneaux", -2, False),
    ("amelie", "Plan du site", 6, False),
    ("ines", "Musique et montage", 15, False),
    (None, "Trouver une salle à Quillan", 20, False),
)
HOURS = (
    ("ines", 7, "Tournage à Alet", 14),
    ("amelie", 2.5, "Réunion avec les communes", 10),
    ("gaelle", 4, "Premiers panneaux", 4),
)
TALK = (
    ("amelie", "Bonjour à toutes, la commune d'Espéraza prête la salle en mars."),
    ("ines", "Parfait. J'ai quatre témoignages en boîte, le son est propre."),
)


class JointProjects:
    """What teams do together: an exhibition under way, a site that is delivered."""

    def __init__(self, story):
        self.story = story
        # Nobody of the story waits for a letter.
        self.env = story.env(context={**story.env.context, "caetic_no_mail": True})

    def tell(self):
        self._exhibit()
        self._deliver()

    def _get_profile(self, key):
        member = self.story.records[key]
        profiles_sudo = self.env["caetic.profile"]._ensure_profiles_sudo(member)
        return profiles_sudo.with_env(self.env)

    # -- under way ----------------------------------------------------------------

    def _exhibit(self):
        """Amélie leads, Gaëlle draws, Inès films; a task is late, one waits."""
        team = (
            ("amelie", "Site et coordination", 40),
            ("gaelle", "Panneaux et affiches", 35),
            ("ines", "Films et musique", 25),
        )
        project = self.env["project.project"].create(
            {
                "name": "Métiers d'hier, exposition du Razès",
                "caetic_is_joint": True,
                "caetic_aims": AIMS,
                "caetic_budget": 7200,
                "user_id": self.story.records["paul"].id,
                "date_start": self.story.month(1, 5),
                "date": self.story.today + timedelta(days=60),
                "caetic_place_ids": [
                    Command.create(
                        {
                            "profile_id": self._get_profile(key).id,
                            "is_lead": key == "amelie",
                            "role": role,
                            "share": share,
                        }
                    )
                    for key, role, share in team
                ],
            }
        )
        project._fix_shares()
        self._work(project)
        self.story.keep("joint_exhibition", project)

    def _work(self, project):
        day = self.story.today
        self.env["project.task"].create(
            [
                {
                    "project_id": project.id,
                    "name": name,
                    "caetic_profile_id": key and self._get_profile(key).id,
                    "date_deadline": self.story.moment(day + timedelta(days=days), 13),
                    "state": "1_done" if is_done else "01_in_progress",
                    "user_ids": False,
                }
                for key, name, days, is_done in TASKS
            ]
        )
        self.env["caetic.joint.entry"].create(
            [
                {
                    "project_id": project.id,
                    "profile_id": self._get_profile(key).id,
                    "hours": hours,
                    "words": words,
                    "date": day - timedelta(days=days),
                }
                for key, hours, words, days in HOURS
            ]
        )
        for key, text in TALK:
            user = self.story.records[key].user_id
            project_sudo = project.with_user(user).sudo()  # As their page does it.
            project_sudo._write_talk(text)
        author = self.story.records["gaelle"].user_id
        papers = self.env["ir.attachment"].with_user(author)
        papers_sudo = papers.sudo()  # Same reason.
        papers_sudo.create(
            {
                "name": "Panneaux, première maquette.pdf",
                "raw": self._print("Métiers d'hier : le tonnelier"),
                "res_model": project._name,
                "res_id": project.id,
            }
        )

    def _print(self, title):
        """One page that bears a title."""
        target = io.BytesIO()
        page = canvas.Canvas(target, pagesize=A4)
        page.setFont("Helvetica-Bold", 24)
        page.drawString(72, 720, title)
        page.save()
        return target.getvalue()

    # -- delivered ----------------------------------------------------------------

    def _deliver(self):
        """What the team of the tourist office won is done: a reference for each."""
        opportunity = self.story.records["opportunity_won"]
        project_sudo = opportunity.with_env(self.env)._get_joint_project_sudo()
        project = project_sudo.with_env(self.env)
        project.write(
            {
                "caetic_summary": DONE,
                "caetic_customer": "Office de tourisme du Pays de Couiza",
                "caetic_word": WORD,
                "caetic_url": "https://tourisme-couiza.example",
            }
        )
        project.action_caetic_close()
        closed = self.story.month(0)
        project.caetic_date_closed = closed
        project.caetic_item_ids.write(
            {"date": closed, "image_1920": artwork(project.name)}
        )
        self.story.keep("joint_tourism", project)
