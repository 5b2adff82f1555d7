# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.sql import escape_psql

from odoo.addons.caetic_members.models.caetic_member import HOSTED

PARIS = "Europe/Paris"
MAX_LINE = 300
MAX_TEXT = 5000
MAX_PEOPLE = 20
FORM = (
    "date",
    "time",
    "template",
    "group_name",
    "title",
    "keeper",
    "secretary",
    "participants",
    "event",
)


class CaeticAcceleratorPortal(models.Model):
    """What the group of a project accelerator does on the portal.

    Nobody has a right to write: each method checks the role in the meeting, takes
    texts, and does one named act.
    """

    _inherit = "caetic.accelerator"

    # -- doors ------------------------------------------------------------------------

    def _portal_check_group(self):
        """Refuse whoever is not of the group, staff included (R1005).

        :raises AccessError: for others
        """
        self.ensure_one()
        meeting_sudo = self.sudo()  # Who is there is asked of the meeting itself.
        if self.env.user.partner_id not in meeting_sudo.partner_ids:
            raise AccessError(self.env._("This meeting is another group's."))

    def _portal_get_roles(self):
        """Return the roles of the user in the meeting: a set of names."""
        self._portal_check_group()
        meeting_sudo = self.sudo()  # Checked just above.
        own = self.env.user.partner_id
        roles = {
            "presenter": meeting_sudo.member_id.partner_id,
            "keeper": meeting_sudo.keeper_id,
            "secretary": meeting_sudo.secretary_id,
        }
        return {name for name, partner in roles.items() if partner == own}

    def _portal_check_role(self, *names):
        """Refuse whoever holds none of the roles.

        :raises AccessError: for others
        """
        if not self._portal_get_roles() & set(names):
            raise AccessError(
                self.env._("Only: %s", ", ".join(self._get_role_words(names)))
            )

    @api.model
    def _get_role_words(self, names):
        words = {
            "presenter": self.env._("the presenter"),
            "keeper": self.env._("the keeper of the method"),
            "secretary": self.env._("the secretary"),
        }
        return [words[name] for name in names]

    @api.model
    def _portal_search(self):
        """Return the meetings of the user, newest first, whatever else they may see."""
        own = self.env.user.partner_id
        return self.search([("partner_ids", "in", own.ids)])

    # -- proposing --------------------------------------------------------------------

    @api.model
    def _portal_get_member(self):
        """Return the stay of the user that is hosted, or an empty record."""
        return self.env["caetic.member"].search(
            [("user_id", "=", self.env.uid), ("state", "in", HOSTED)], limit=1
        )

    @api.model
    def _portal_propose(self, raw):
        """Plan a meeting of which the user is the presenter.

        :param raw: ``{name: text}`` of the form
        :returns: ``(meeting or empty, issues)``; issues are codes with their facts
        :raises AccessError: for whoever is no member
        """
        member = self._portal_get_member()
        if not member:
            raise AccessError(self.env._("Members of the cooperative propose."))
        issues = {}
        values = self._read_proposal(member, raw, issues)
        title = self._read_text(raw, "title", issues, required=True)
        if issues:
            return self.browse(), issues
        # The person has no right to create: this one is typed field by field.
        meetings_sudo = self.sudo()
        meeting_sudo = meetings_sudo.create(values)
        content_sudo = meeting_sudo._get_content_sudo()
        content_sudo.title = title
        return meeting_sudo.with_env(self.env), {}

    @api.model
    def _read_proposal(self, member, raw, issues):
        return {
            "member_id": member.id,
            "activity_id": member.caetic_activity_ids[:1].id,
            "company_id": member.company_id.id,
            "date": self._read_start(raw, issues),
            "template_id": self._read_choice(
                self._portal_get_templates(),
                raw.get("template", ""),
                "template",
                issues,
            ),
            "event_id": self._read_session(raw, issues),
            "group_name": self._read_text(raw, "group_name", issues) or False,
            **self._read_people(member.company_id, raw, issues),
        }

    @api.model
    def _portal_get_templates(self):
        return self.env["caetic.accelerator.template"].search([("active", "=", True)])

    @api.model
    def _portal_get_sessions(self):
        """Return ``{id: name}`` of the sessions to come that the user is in."""
        # Nobody of the portal reads sessions: their own leave as names.
        registrations_sudo = self.env["event.registration"].sudo()
        found_sudo = registrations_sudo.search(
            [
                ("partner_id", "=", self.env.user.partner_id.id),
                ("state", "in", ("open", "done")),
                ("event_id.caetic_module_id", "!=", False),
                ("event_id.date_end", ">=", fields.Datetime.now()),
            ]
        )
        return {event.id: event.name for event in found_sudo.event_id}

    @api.model
    def _read_session(self, raw, issues):
        text = raw.get("event", "")
        if not text:
            return False
        if text.isdecimal() and int(text) in self._portal_get_sessions():
            return int(text)
        issues["event"] = ("unknown", {})
        return False

    @api.model
    def _read_choice(self, records, text, name, issues):
        chosen = records.filtered(lambda one: str(one.id) == text)
        if not chosen:
            issues[name] = ("required", {})
        return chosen.id

    @api.model
    def _read_text(self, raw, name, issues, required=False, longest=MAX_LINE):
        text = raw.get(name, "").strip()
        if required and not text:
            issues[name] = ("required", {})
        if len(text) > longest:
            issues[name] = ("too_long", {"longest": longest})
        return text

    @api.model
    def _read_start(self, raw, issues):
        """Return the start in UTC; the form is on the clock of France."""
        try:
            day = datetime.strptime(raw.get("date", "").strip(), "%Y-%m-%d")
        except ValueError:
            issues["date"] = ("not_a_date", {})
            return False
        try:
            hour = datetime.strptime(raw.get("time", "").strip(), "%H:%M")
        except ValueError:
            issues["time"] = ("not_a_time", {})
            return False
        zone = pytz.timezone(self.env.user.tz or PARIS)
        if not 2000 <= day.year <= 2100:
            issues["date"] = ("not_a_date", {})
            return False
        moment = zone.localize(datetime.combine(day.date(), hour.time()))
        return moment.astimezone(pytz.utc).replace(tzinfo=None)

    # -- people -----------------------------------------------------------------------

    @api.model
    def _read_people(self, company, raw, issues):
        """Return the roles: names or e-mail addresses, one a line."""
        values = {}
        for name, field in (("keeper", "keeper_id"), ("secretary", "secretary_id")):
            lines = self._split(raw.get(name, ""))
            found = self._find_people(company, lines, name, issues)
            if len(found) > 1:
                issues[name] = ("one_only", {})
            values[field] = found.id if len(found) == 1 else False
        keeper = self.env["res.partner"].browse(values["keeper_id"] or [])
        if keeper and not self._is_keeper(keeper):
            issues["keeper"] = ("not_trained", {"name": raw["keeper"].strip()})
        people = self._find_people(
            company, self._split(raw.get("participants", "")), "participants", issues
        )
        values["participant_ids"] = [fields.Command.set(people.ids)]
        return values

    @api.model
    def _split(self, text):
        parts = text.replace(";", "\n").replace(",", "\n").splitlines()
        return [part.strip() for part in parts if part.strip()]

    @api.model
    def _find_people(self, company, lines, name, issues):
        """Return the contacts that lines name, exactly: nobody lists others here."""
        if len(lines) > MAX_PEOPLE:
            issues[name] = ("too_many", {"most": MAX_PEOPLE})
            return self.env["res.partner"]
        candidates = {line: self._find_person_sudo(company, line) for line in lines}
        for line, found in candidates.items():
            if len(found) != 1:
                code = "several_people" if found else "nobody"
                issues[name] = (code, {"name": line[:80]})
        unique = [found for found in candidates.values() if len(found) == 1]
        # Only the identifiers go on.
        return (
            self.env["res.partner"].union(*unique)
            if unique
            else self.env["res.partner"]
        )

    @api.model
    def _find_person_sudo(self, company, line):
        """Return who of the cooperative has this very name or address."""
        exact = escape_psql(line)
        named = ["|", ("partner_id.name", "=ilike", exact)]
        named += [("partner_id.email", "=ilike", exact)]
        # A name that the person typed is looked up, no other one comes back.
        members_sudo = self.env["caetic.member"].sudo()
        found_sudo = members_sudo.search(
            [("company_id", "=", company.id), ("state", "in", HOSTED), *named], limit=2
        ).partner_id
        if found_sudo:
            return found_sudo.with_env(self.env)
        # Staff and those who run sessions may take part as well.
        users_sudo = self.env["res.users"].sudo()
        internal_sudo = users_sudo.search(
            [("share", "=", False), ("company_ids", "in", company.ids), *named], limit=2
        ).partner_id
        runners_sudo = self.env["caetic.session.facilitator"].sudo()  # Same reason.
        outside_sudo = runners_sudo.search(
            [("company_id", "=", company.id), *named], limit=2
        ).partner_id
        return (internal_sudo | outside_sudo).with_env(self.env)

    @api.model
    def _is_keeper(self, partner):
        """Tell whether somebody may keep the method: staff, facilitators, trained."""
        partner_sudo = partner.sudo()  # What is asked is one yes or no.
        if any(user._is_internal() for user in partner_sudo.user_ids):
            return True
        runners_sudo = self.env["caetic.session.facilitator"].sudo()  # Same reason.
        if runners_sudo.search_count([("partner_id", "=", partner.id)], limit=1):
            return True
        attendance_sudo = self.env["caetic.attendance"].sudo()  # Same reason.
        return bool(
            attendance_sudo.search_count(
                [
                    ("partner_id", "=", partner.id),
                    ("state", "=", "present"),
                    ("module_id.trains_keepers", "=", True),
                ],
                limit=1,
            )
        )

    # -- content ----------------------------------------------------------------------

    def _get_content_sudo(self):
        """Return the record of the content, made at the first writing."""
        self.ensure_one()
        content_sudo = self._find_content_sudo()
        return content_sudo or content_sudo.create({"accelerator_id": self.id})

    def _find_content_sudo(self):
        # Callers have checked the group.
        contents_sudo = self.env["caetic.accelerator.content"].sudo()
        return contents_sudo.search([("accelerator_id", "=", self.id)])

    def _portal_act(self, act, raw):
        """Do one named act of the group's page.

        :param str act: key of the acts
        :param raw: ``{name: text}`` of the form
        :returns: issues ``{field: (code, facts)}``, or None for an unknown act
        :raises AccessError: the user is not of the group, or has another role
        """
        self._portal_check_group()
        acts = {
            "contract": self._act_contract,
            "idea": self._act_idea,
            "idea_remove": self._act_idea_remove,
            "learned": self._act_learned,
            "task": self._act_task,
            "task_state": self._act_task_state,
            "invite": self._act_invite,
            "cancel": self._act_cancel,
        }
        if act not in acts:
            return None
        issues = {}
        acts[act](raw, issues)
        return issues

    def _act_contract(self, raw, issues):
        self._portal_check_role("presenter", "secretary", "keeper")
        values = {
            "title": self._read_text(raw, "title", issues, required=True),
            "need": self._read_text(raw, "need", issues, longest=MAX_TEXT),
            "summary": self._read_text(raw, "summary", issues, longest=MAX_TEXT),
        }
        if not issues:
            self._get_content_sudo().write(values)

    def _act_idea(self, raw, issues):
        self._portal_check_role("secretary", "keeper")
        self._add_line("caetic.accelerator.idea", "idea", raw, issues)

    def _act_learned(self, raw, issues):
        """Everybody says what they learned; the secretary writes for others."""
        own = str(self.env.user.partner_id.id)
        if raw.get("who", own) != own:
            self._portal_check_role("secretary", "keeper")
        self._add_line("caetic.accelerator.learned", "learned", raw, issues)

    def _add_line(self, model, name, raw, issues):
        text = self._read_text(raw, name, issues, required=True)
        who = self._read_partner(raw, issues)
        if not issues:
            # The role was checked by the caller.
            lines_sudo = self.env[model].sudo()
            lines_sudo.create(
                {"accelerator_id": self.id, "name": text, "partner_id": who}
            )

    def _read_partner(self, raw, issues):
        """Return who of the group is meant; without a choice, the user."""
        meeting_sudo = self.sudo()  # The group was checked by the caller.
        text = raw.get("who", "") or str(self.env.user.partner_id.id)
        chosen = meeting_sudo.partner_ids.filtered(lambda one: str(one.id) == text)
        if not chosen:
            issues["who"] = ("unknown", {})
        return chosen.id

    def _act_idea_remove(self, raw, issues):
        self._portal_check_role("secretary", "keeper")
        ideas = self.env["caetic.accelerator.idea"]
        idea = self._find_own(ideas, raw.get("id", ""))
        if not idea:
            issues["idea"] = ("unknown", {})
        idea_sudo = idea.sudo()  # Of this meeting, and the role was checked.
        idea_sudo.unlink()

    def _find_own(self, records, text):
        """Return the row of this meeting that a form names, read as the user."""
        number = int(text) if text.isdecimal() and len(text) < 10 else 0
        return records.search(
            [("id", "=", number), ("accelerator_id", "=", self.id)], limit=1
        )

    def _act_task(self, raw, issues):
        """Add a task of the presenter (R1005)."""
        self._portal_check_role("presenter", "secretary")
        name = self._read_text(raw, "task", issues, required=True)
        try:
            due = fields.Date.to_date(raw.get("date_due", "").strip())
        except ValueError:
            due = None
        if not due:
            issues["date_due"] = ("not_a_date", {})
        if issues:
            return
        meeting_sudo = self.sudo()  # The role was checked just above.
        tasks_sudo = self.env["caetic.plan.task"].sudo()  # Same reason.
        tasks_sudo.create(
            {
                "accelerator_id": self.id,
                "member_id": meeting_sudo.member_id.id,
                "partner_id": meeting_sudo.member_id.partner_id.id,
                "name": name,
                "date_due": due,
            }
        )

    def _act_task_state(self, raw, issues):
        self._portal_check_role("presenter", "secretary")
        # The role was checked; the row is of this meeting.
        task_sudo = self._find_own(
            self.env["caetic.plan.task"].sudo(), raw.get("id", "")
        )
        state = raw.get("state", "")
        if not task_sudo or state not in ("todo", "done", "dropped"):
            issues["task"] = ("unknown", {})
            return
        task_sudo.state = state

    def _act_invite(self, raw, issues):
        """Add people to the group, by those of it who hold a role."""
        self._portal_check_role("presenter", "keeper", "secretary")
        meeting_sudo = self.sudo()  # The role was checked just above.
        people = self._find_people(
            meeting_sudo.company_id,
            self._split(raw.get("participants", "")),
            "participants",
            issues,
        )
        if not people and not issues:
            issues["participants"] = ("required", {})
        if not issues:
            commands = [fields.Command.link(person.id) for person in people]
            meeting_sudo.write({"participant_ids": commands})

    def _act_cancel(self, raw, issues):
        self._portal_check_role("presenter", "keeper")
        meeting_sudo = self.sudo()  # The role was checked just above.
        if meeting_sudo.state != "planned":
            issues[""] = ("begun", {})
            return
        meeting_sudo.state = "cancelled"

    def _portal_run_clock(self, act):
        """Move the timer: whoever keeps the method, writes or presents does.

        :returns: whether the act is known
        :raises AccessError: for the others
        """
        self._portal_check_role("keeper", "secretary", "presenter")
        meeting_sudo = self.sudo()  # The role was checked just above.
        return meeting_sudo._run_clock(act)

    # -- the page ---------------------------------------------------------------------

    def _portal_get_page(self):
        """Return what the group reads: plain values, names of people only."""
        roles = self._portal_get_roles()
        meeting_sudo = self.sudo()  # The group was checked just above.
        content_sudo = self._find_content_sudo()
        return {
            **self._get_people_sudo(),
            "roles": roles,
            "session": meeting_sudo.event_id.name,
            "advice": meeting_sudo.advice,
            "title": content_sudo.title or "",
            "need": content_sudo.need or "",
            "summary": content_sudo.summary or "",
            "ideas": self._get_lines("caetic.accelerator.idea"),
            "learned": self._get_lines("caetic.accelerator.learned"),
            "tasks": self._get_tasks(meeting_sudo),
            "followed": self._get_followed(),
        }

    def _get_people_sudo(self):
        """Return who does what in the meeting, by name."""
        meeting_sudo = self.sudo()  # The group was checked by the caller.
        people = meeting_sudo.partner_ids.sorted("name")
        return {
            "people": [(str(one.id), one.name) for one in people],
            "presenter": meeting_sudo.member_id.name,
            "activity": meeting_sudo.activity_id.name,
            "keeper": meeting_sudo.keeper_id.name,
            "secretary": meeting_sudo.secretary_id.name,
            "participants": meeting_sudo.participant_ids.sorted("name").mapped("name"),
        }

    def _get_lines(self, model):
        # The group was checked by the caller; names of people are read here only.
        lines_sudo = self.env[model].sudo().search([("accelerator_id", "=", self.id)])
        return [
            {"id": line.id, "name": line.name, "who": line.partner_id.name or ""}
            for line in lines_sudo
        ]

    def _get_tasks(self, meetings):
        # The group of these meetings was checked by the caller.
        tasks_sudo = self.env["caetic.plan.task"].sudo()
        found_sudo = tasks_sudo.search([("accelerator_id", "in", meetings.ids)])
        labels = dict(tasks_sudo._fields["state"]._description_selection(self.env))
        today = fields.Date.context_today(self)
        return [
            {
                "id": task.id,
                "name": task.name,
                "date_due": task.date_due,
                "state": task.state,
                "label": labels[task.state],
                "is_late": task.state == "todo" and task.date_due < today,
            }
            for task in found_sudo
        ]

    def _get_followed(self):
        """Return what became of the plans of earlier meetings that the user was in.

        Those of the same presenter, or of the group of the same name: what another
        group wrote stays with it.
        """
        by_meeting = [(one, self._get_tasks(one)) for one in self._get_earlier()]
        return [
            {
                "id": one.id,
                "name": one.display_name,
                "presenter": one.sudo().member_id.name,  # Of a group of the user's.
                "tasks": tasks,
            }
            for one, tasks in by_meeting
            if tasks
        ]

    def _get_earlier(self):
        """Return earlier meetings of the presenter or the group, the user's own."""
        meeting_sudo = self.sudo()  # The group was checked by the caller.
        same = [("member_id", "=", meeting_sudo.member_id.id)]
        if meeting_sudo.group_name:
            same = ["|", *same, ("group_name", "=", meeting_sudo.group_name)]
        return self.search(
            [
                *same,
                ("date", "<", meeting_sudo.date),
                ("id", "!=", self.id),
                ("partner_ids", "in", self.env.user.partner_id.ids),
            ],
            limit=5,
        )
