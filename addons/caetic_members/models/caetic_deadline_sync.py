# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup
from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError

from ..engine import state_of

# Who is in charge: a role, then the coordinator where nobody has it.
ADVISER_KINDS = ("interview", "insurance", "document", "rights_end")
PAYROLL_KINDS = ("dpae", "medical")
GROUP = "caetic_members.caetic_members_group_{}"
# The run speaks through activities alone: no mail, no log, no follower.
QUIET = {
    "mail_activity_quick_update": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "tracking_disable": True,
}
CAUSES = {
    "association": "caetic.contract",
    "cape_end": "caetic.contract",
    "trial_end": "caetic.contract",
    "urssaf": "caetic.contract",
    "france_travail": "caetic.contract",
    "urssaf_end": "caetic.contract",
    "france_travail_end": "caetic.contract",
    "dpae": "caetic.contract",
    "residence": "caetic.member.document",
    "insurance": "caetic.member.document",
    "document": "caetic.member.document",
}


def _get_changes(record, values):
    """Return the values that a record does not hold yet."""
    changes = {}
    for name, value in values.items():
        held = record[name]
        held = held.id if isinstance(held, models.BaseModel) else held
        if held != value:
            changes[name] = value
    return changes


class CaeticDeadlineSync(models.Model):
    """Rows and alerts that follow the facts, a batch of people at a time."""

    _inherit = "caetic.deadline"

    @api.model
    def _sync_sudo(self, members, today):
        """Make the deadlines of some people what their facts ask for.

        Running it again changes nothing.

        :param members: caetic.member, any number of them for the same queries
        :param today: day of the reading
        """
        # Clocks are the cooperative's: they are read whoever sees the people.
        deadlines_sudo = self.sudo().with_context(**QUIET)
        members_sudo = members.sudo()
        wanted = members_sudo._get_wanted_deadlines(today)
        existing = deadlines_sudo.search_fetch([("member_id", "in", members.ids)])
        charge = deadlines_sudo._get_charge(members_sudo.company_id)
        values = {
            one.key: deadlines_sudo._prepare_row(member, one, charge)
            for member in members_sudo
            for one in wanted[member.id]
        }
        clocks = {one.key: one for found in wanted.values() for one in found}
        deadlines_sudo._apply(existing, values, clocks, today)

    @api.model
    def _apply(self, existing, values, clocks, today):
        """Create, move and close rows, then see to their alerts.

        :param existing: rows of the same causes
        :param dict values: values of the rows to be, by key
        :param dict clocks: engine.Deadline, by key
        """
        known = {deadline.key for deadline in existing}
        for deadline in existing:
            clock = clocks.get(deadline.key)
            changed = deadline._prepare_move(values.get(deadline.key), clock, today)
            if changed:
                deadline.write(changed)
        created = self._create_rows(
            [
                {**values[key], "state": state_of(clock, today, 0)}
                for key, clock in clocks.items()
                if key not in known
            ]
        )
        (existing | created)._sync_alerts()

    @api.model
    def _create_rows(self, vals_list):
        """Create rows that this transaction sees no trace of.

        :raises ConcurrencyError: somebody else saves the same person at the same
            instant; Odoo runs the request again, which then finds their rows
        """
        try:
            return self.create(vals_list)
        except UniqueViolation as error:
            raise ConcurrencyError(
                self.env._(
                    "Somebody else is saving the same person just now: save again."
                )
            ) from error

    def _prepare_row(self, member, clock, charge):
        """Values of the row of a clock, without what depends on its past."""
        return {
            "key": clock.key,
            "kind": clock.kind,
            "label": clock.name or False,
            "member_id": member.id,
            "res_model": CAUSES.get(clock.kind, "caetic.member"),
            "res_id": clock.source,
            "date_due": clock.date,
            "user_id": self._get_user_in_charge(member, clock.kind, charge).id,
            "stage": clock.stage,
            "company_id": member.company_id.id,
            "is_closed": False,
        }

    def _prepare_move(self, values, clock, today):
        """What changes of a row: a date that moves starts its stages afresh."""
        self.ensure_one()
        if clock is None:
            after = {"is_closed": True, "state": "done", "done_stage": 0}
        else:
            moved = self.date_due != clock.date or self.is_closed
            done_stage = 0 if moved else self.done_stage
            state = state_of(clock, today, done_stage)
            after = {**values, "done_stage": done_stage, "state": state}
        return _get_changes(self, after)

    # -- who --------------------------------------------------------------------------

    @api.model
    def _get_charge(self, companies):
        """Return ``{(company, role): user}``: whom the clocks of a role fall to.

        The setting of the company comes first, then whoever has the role; somebody
        who also administers the database comes last.
        """
        groups = {
            "coordinator": self.env.ref(GROUP.format("coordinator")),
            "payroll_officer": self.env.ref(GROUP.format("payroll_officer")),
        }
        users = self._get_staff(companies, groups.values())
        charge = {
            (company, role): users.filtered(
                lambda user, c=company, g=group: (
                    c in user.company_ids and g in user.all_group_ids
                )
            )[:1]
            for company in companies
            for role, group in groups.items()
        }
        for company in companies.filtered("caetic_coordinator_id.active"):
            charge[company, "coordinator"] = company.caetic_coordinator_id
        return charge

    @api.model
    def _get_staff(self, companies, groups):
        """Whoever has one of the roles, the administrators of the database last."""
        system = self.env.ref("base.group_system")
        users = self.env["res.users"].search_fetch(
            [
                ("all_group_ids", "in", [group.id for group in groups]),
                ("share", "=", False),
                ("company_ids", "in", companies.ids),
            ],
            order="id",
        )
        return users.sorted(lambda user: system in user.all_group_ids)

    @api.model
    def _get_user_in_charge(self, member, kind, charge):
        """Return who answers for a clock: adviser, payroll officer or coordinator."""
        coordinator = charge[member.company_id, "coordinator"]
        if kind in ADVISER_KINDS and member.adviser_id.active:
            return member.adviser_id
        if kind in PAYROLL_KINDS:
            officer = charge[member.company_id, "payroll_officer"]
            # Health is for those in charge of it alone (R804).
            return officer if kind == "medical" else officer or coordinator
        return coordinator

    # -- alerts -----------------------------------------------------------------------

    def _get_alerts(self):
        """Activities that the run has made of these deadlines and nobody has closed."""
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("automated", "=", True),
            ]
        )

    def _sync_alerts(self):
        """Give each alert one activity, and take back those without a cause."""
        alerts = self._get_alerts()
        found = {}
        for alert in alerts:
            found.setdefault(alert.res_id, alert)
        speaking = self.filtered(
            lambda one: one.state in ("alert", "late") and one.user_id
        )
        links = self._prepare_alert_links()
        kept = self.env["mail.activity"]
        values = []
        for deadline in speaking:
            alert = found.get(deadline.id)
            wanted = deadline._prepare_alert()
            if not alert:
                values.append({**links, **wanted, "res_id": deadline.id})
                continue
            kept |= alert
            changed = _get_changes(alert, wanted)
            if changed:
                alert.write(changed)
        (alerts - kept).unlink()
        self.env["mail.activity"].create(values)

    def _prepare_alert(self):
        """What an activity says: what, who, by when and how often it was said."""
        self.ensure_one()
        deadline = self.with_context(lang=self.user_id.lang)
        note = deadline.env._("Alert %(stage)s.", stage=deadline.stage)
        if deadline.state == "late":
            note = deadline.env._("The day has passed.")
        return {
            "summary": deadline.display_name,
            "note": Markup("<p>%s</p>") % note,
            "date_deadline": deadline.date_due,
            "user_id": deadline.user_id.id,
        }

    @api.model
    def _prepare_alert_links(self):
        """What every alert has in common."""
        data = self.env["ir.model.data"]
        return {
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "activity_type_id": data._xmlid_to_res_id("mail.mail_activity_data_todo"),
            "automated": True,
        }
