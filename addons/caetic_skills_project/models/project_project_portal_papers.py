# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError

from odoo.addons.caetic_members.uploads import check_upload

MOST_PAPERS = 200
KINDS = ("image", "pdf", "office")


class ProjectProjectPortalPapers(models.Model):
    """Papers of a joint project, on the portal: kept with it, never public."""

    _inherit = "project.project"

    def _get_papers_sudo(self):
        """Return the papers that the team reads; constant queries.

        Those of notes of staff are not.
        """
        self.ensure_one()
        # Called on a project whose reader was checked.
        attachments_sudo = self.env["ir.attachment"].sudo()
        found_sudo = attachments_sudo.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
            ],
            order="id desc",
            limit=MOST_PAPERS,
        )
        messages_sudo = self.env["mail.message"].sudo()  # Same reason.
        talk_sudo = messages_sudo.search(self._get_talk_domain())
        posted_sudo = messages_sudo.search(
            [("attachment_ids", "in", found_sudo.ids), ("id", "not in", talk_sudo.ids)]
        )
        return found_sudo - posted_sudo.attachment_ids

    def _portal_joint_documents(self, place_sudo):
        """Return the papers as the page shows them."""
        self.ensure_one()
        return [
            {
                "id": one.id,
                "name": one.name,
                "size": one.file_size,
                "author": one.create_uid.name,
                "date": one.create_date,
                "can_delete": self._may_delete_paper(one, place_sudo),
            }
            for one in self._get_papers_sudo()
        ]

    @api.model
    def _may_delete_paper(self, paper, place):
        """Tell whether the user deletes a paper: their own, or they lead."""
        return place.is_lead or paper.create_uid == self.env.user

    @api.model
    def _portal_joint_add_paper(self, number, filename, content):
        """Put a paper into the project; return issues by field."""
        project_sudo = self._portal_joint_open_sudo(number)
        upload, issue = check_upload(filename, content, KINDS)
        if not issue and len(project_sudo._get_papers_sudo()) >= MOST_PAPERS:
            issue = "many"
        if issue:
            return {"document": issue}
        # The person has no right on papers: this one is typed field by field.
        attachments_sudo = self.env["ir.attachment"].sudo()
        attachments_sudo.create(
            {
                "name": upload.name,
                "mimetype": upload.mimetype,
                "raw": upload.content,
                "res_model": self._name,
                "res_id": project_sudo.id,
            }
        )
        return {}

    @api.model
    def _portal_joint_find_paper(self, number, paper_id):
        """Return a paper of a project of the user, in superuser mode, or nothing."""
        project_sudo = self._portal_joint_find_sudo(number)
        papers_sudo = project_sudo and project_sudo._get_papers_sudo()
        return (papers_sudo or self.env["ir.attachment"]).filtered(
            lambda one: one.id == paper_id
        )

    @api.model
    def _portal_joint_delete_paper(self, number, paper_id):
        """Delete a paper that the user put there, or any where they lead.

        :raises AccessError: for those of somebody else
        """
        project_sudo = self._portal_joint_open_sudo(number)
        place_sudo = project_sudo._portal_joint_place_sudo()
        paper_sudo = self._portal_joint_find_paper(number, paper_id)
        if not paper_sudo or not self._may_delete_paper(paper_sudo, place_sudo):
            raise AccessError(self.env._("This paper is somebody else's."))
        paper_sudo.unlink()
