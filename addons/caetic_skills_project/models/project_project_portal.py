# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

MOST_PROJECTS = 100
# Hours that a page reads, and those that it shows at once.
MOST_ENTRIES = 500
SHOWN_ENTRIES = 30


class ProjectProjectPortal(models.Model):
    """What a partner of a joint project reads on the portal.

    A portal user has no right on these projects, by Odoo's own pages nor by RPC. Each
    method looks for those whose team they are in, and gives what it names.
    """

    _inherit = "project.project"

    # -- doors ------------------------------------------------------------------------

    @api.model
    def _portal_joint_domain(self):
        """Joint projects whose team the user is in."""
        partner = self.env.user.partner_id
        return Domain("caetic_is_joint", "=", True) & Domain(
            "caetic_place_ids", "any", [("profile_id.partner_id", "=", partner.id)]
        )

    @api.model
    def _portal_joint_find_sudo(self, number):
        """Return a joint project of the user by its number, or an empty record.

        Unknown and forbidden give the same answer.
        """
        # Portal users have no right: the domain says what is theirs.
        projects_sudo = self.sudo()
        domain = self._portal_joint_domain() & Domain("id", "=", number)
        return projects_sudo.search(domain, limit=1)

    def _portal_joint_place_sudo(self):
        """Return the user's own place in the team, or an empty record."""
        self.ensure_one()
        partner = self.env.user.partner_id
        places_sudo = self.sudo().caetic_place_ids  # Their own place of it.
        return places_sudo.filtered(lambda one: one.profile_id.partner_id == partner)[
            :1
        ]

    @api.model
    def _portal_joint_open_sudo(self, number, leads=False):
        """Return a project of the user that they may write in, in superuser mode.

        :param bool leads: whether only the lead may
        :raises AccessError: for whoever is not in the team, or does not lead it
        :raises UserError: for a project that is over, or somebody who left
        """
        project_sudo = self._portal_joint_find_sudo(number)
        place_sudo = project_sudo and project_sudo._portal_joint_place_sudo()
        if not place_sudo or (leads and not place_sudo.is_lead):
            raise AccessError(self.env._("This project is another team's."))
        if not place_sudo.profile_id.active:
            raise UserError(
                self.env._(
                    "You have left the cooperative: you read, and write no more."
                )
            )
        project_sudo._check_joint_running()
        return project_sudo

    # -- list -------------------------------------------------------------------------

    @api.model
    def _portal_joint_rows(self):
        """Return the joint projects of the user; constant queries."""
        # As in ``_portal_joint_find_sudo``.
        projects_sudo = self.sudo().search(
            self._portal_joint_domain(),
            order="caetic_date_closed desc, id desc",
            limit=MOST_PROJECTS,
        )
        tasks = projects_sudo._get_open_tasks()
        return [one._portal_joint_row(tasks.get(one.id, [])) for one in projects_sudo]

    def _get_open_tasks(self):
        """Return ``{project number: its open tasks}``, the first due first."""
        tasks = self.env["project.task"].search(
            [("project_id", "in", self.ids), ("is_closed", "=", False)],
            order="date_deadline, id",
        )
        found = {}
        for task in tasks:
            found.setdefault(task.project_id.id, []).append(task)
        return found

    def _portal_joint_row(self, open_tasks):
        """Return a project as a list shows it."""
        self.ensure_one()
        place_sudo = self._portal_joint_place_sudo()
        mine = [
            one for one in open_tasks if one.caetic_profile_id == place_sudo.profile_id
        ]
        due = next((one for one in mine if one.date_deadline), None)
        return {
            "id": self.id,
            "name": self.name,
            "state": self.caetic_state,
            "is_open": self.caetic_state == "running",
            "is_lead": place_sudo.is_lead,
            "role": place_sudo.role or "",
            "share": place_sudo._get_share_words(),
            "others": [
                one.profile_id.name
                for one in self.caetic_place_ids
                if one != place_sudo
            ],
            "open_count": len(open_tasks),
            "my_count": len(mine),
            "my_due": due._get_due_day() if due else None,
            "date_closed": self.caetic_date_closed,
        }

    @api.model
    def _portal_joint_count_open(self):
        """Return how many joint projects of the user are under way."""
        projects_sudo = self.sudo()  # As in ``_portal_joint_find_sudo``.
        return projects_sudo.search_count(
            self._portal_joint_domain() & Domain("caetic_state", "=", "running")
        )

    # -- one project ------------------------------------------------------------------

    @api.model
    def _portal_joint_page(self, number):
        """Return a joint project of the user as its page shows it, or nothing."""
        project_sudo = self._portal_joint_find_sudo(number)
        if not project_sudo:
            return None
        place_sudo = project_sudo._portal_joint_place_sudo()
        tasks = project_sudo._portal_joint_tasks(place_sudo)
        is_open = project_sudo.caetic_state == "running"
        return {
            "id": project_sudo.id,
            "name": project_sudo.name,
            "state": project_sudo.caetic_state,
            "can_write": is_open and place_sudo.profile_id.active,
            "is_lead": place_sudo.is_lead,
            "aims": project_sudo.caetic_aims or "",
            "start": project_sudo.date_start,
            "end": project_sudo.date,
            "customer": project_sudo.caetic_customer or "",
            "summary": project_sudo.caetic_summary or "",
            "word": project_sudo.caetic_word or "",
            "date_closed": project_sudo.caetic_date_closed,
            "team": project_sudo._portal_joint_team(place_sudo),
            "tasks": tasks,
            "todo_count": sum(not one["is_done"] for one in tasks),
            "documents": project_sudo._portal_joint_documents(place_sudo),
            "messages": project_sudo._get_talk_rows(),
            **project_sudo._portal_joint_time(place_sudo),
            **project_sudo._portal_joint_money(place_sudo),
        }

    def _portal_joint_team(self, place_sudo):
        """Return who does what, with the share and the hours of each."""
        self.ensure_one()
        _total, hours = self._get_joint_hours()
        return [
            {
                "id": one.profile_id.id,
                "name": one.profile_id.name,
                "role": one.role or "",
                "share": one._get_share_words(),
                "is_lead": one.is_lead,
                "is_me": one == place_sudo,
                "is_outside": not one.profile_id.member_id,
                "hours": float(hours.get(one.profile_id, 0)),
                "amount": one.amount,
            }
            for one in self.caetic_place_ids
        ]

    def _portal_joint_time(self, place_sudo):
        """Return the hours of all and the last entries; one deletes one's own."""
        self.ensure_one()
        total, _by_person = self._get_joint_hours()
        entries = [
            {
                "id": one.id,
                "name": one.profile_id.name,
                "is_me": one.profile_id == place_sudo.profile_id,
                "date": one.date,
                "hours": one.hours,
                "words": one.words or one.task_id.name or "",
            }
            for one in self.caetic_entry_ids[:MOST_ENTRIES]
        ]
        return {
            "hours": float(total),
            "entries": entries[:SHOWN_ENTRIES],
            "older_entries": entries[SHOWN_ENTRIES:],
        }

    def _portal_joint_money(self, place_sudo):
        """Return the budget, the user's part of it, and figures of other addons."""
        self.ensure_one()
        return {
            "currency": self.currency_id,
            "budget": self.caetic_budget,
            "my_amount": place_sudo.amount,
            "figures": self._get_joint_figures(),
        }

    def _get_joint_figures(self):
        """Return what the project brought, to extend: ``[(label, EUR, parts)]``.

        The parts add up to the figure; each has name, date, amount and url.
        """
        return []

    def _portal_joint_form(self):
        """Return the aims and the days of the project as texts of the form."""
        self.ensure_one()
        return {
            "name": self.name,
            "aims": self.caetic_aims or "",
            "start": fields.Date.to_string(self.date_start) or "",
            "end": fields.Date.to_string(self.date) or "",
        }
