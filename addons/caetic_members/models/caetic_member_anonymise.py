# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import accounting_end
from .caetic_purge_door import through_door

# Where a text was, so that constraints which want one still hold.
BLANK = "[…]"
TEXTS = ("char", "text", "html")
FILES = ("binary", "image")
DELETED = (
    "caetic.deadline",
    "caetic.member.change",
    "caetic.member.document",
    "caetic.member.sensitive",
    "event.registration",
)
# Records of Odoo, where its addon is there, and the field that says whose they are: the
# registration to a meeting holds a name, an address and answers.
LINKED = {"event.registration": "caetic_member_id"}
# The log of exports, and the registers that the accounts rest on: who is named there is
# the contact, kept apart from the file as long as the accounts need it.
REGISTERS = (
    "caetic.access.log",
    "caetic.activity.member",
    "caetic.associate",
    "caetic.share.move",
)
CUT = ("caetic.associate", "caetic.share.move")
# Social support: what the adviser wrote and was told (R802, 2 years).
SUPPORT = ("caetic.interview", "caetic.member.situation", "caetic.committee.review")
SUPPORT_FIELDS = ("project_summary", "project_objectives")
# Names of records of the cooperative and codes: they tell nothing of the person.
KEPT_TEXTS = {
    "caetic.contract": {"name"},
    "caetic.purge.line": {"note"},
    "hr.employee": {"name"},
    "hr.version": {"job_title"},
    "res.partner": {"name", "tz"},
}
# Facts other than texts that go as well: year of birth, sex, département, diploma and
# the classes of territory stay, for the reports of funders (R708).
EMPTIED = {
    "caetic.member": (
        "nationality_id",
        "family_status",
        "children_count",
        "contacted_on",
        "user_id",
    ),
    "caetic.member.situation": (
        "unemployed_since",
        "rights_end_date",
        "is_single_parent",
    ),
    "caetic.committee.review": ("participant_ids",),
    "hr.employee": (
        "country_of_birth",
        "bank_account_ids",
        "visa_expire",
        "work_permit_expiration_date",
        "user_id",
    ),
    "hr.version": (
        "country_id",
        "passport_expiration_date",
        "private_country_id",
        "private_state_id",
        "spouse_birthdate",
        "children",
        "distance_home_work",
    ),
    "res.partner": ("state_id", "category_id", "partner_latitude", "partner_longitude"),
}


class CaeticMemberAnonymise(models.Model):
    """Forgetting a person: what goes, what stays, in one place (RGPD art. 17).

    Accounting documents stay whole, with the contact that they name, for their ten
    years: the file is then cut from that contact. What remains of the file counts in
    statistics and says of nobody who it was.
    """

    _inherit = "caetic.member"

    def _anonymise_sudo(self):
        """Empty files whose clock has run out; those done already are left alone.

        Called by ``caetic.purge`` only, which checks who asks and what is due.
        """
        todo = self.filtered(lambda member: not member.anonymised_on)
        # A purge reaches what no role alone may write: HR file, messages, login.
        members_sudo = through_door(todo.sudo())
        for model, records in members_sudo._get_personal_records().items():
            if model in REGISTERS:
                continue
            # What hung on a record deleted just before went with it.
            records_sudo = through_door(records.exists())
            members_sudo._forget_talk(records_sudo)
            if model in DELETED:
                members_sudo._delete_personal(records_sudo)
            else:
                members_sudo._empty(records_sudo)
        for member_sudo in members_sudo:
            member_sudo._anonymise_identity()
        members_sudo.write(
            {"anonymised_on": fields.Date.today(), "active": False, "trade_ids": False}
        )
        members_sudo._anonymise_brands()

    def _empty_support_sudo(self):
        """Empty the data of social support of files that are otherwise kept."""
        todo = self.filtered(lambda member: not member.support_emptied_on)
        # Interviews belong to advisers, and decided reviews to nobody any more.
        members_sudo = through_door(todo.sudo())
        found = members_sudo._get_personal_records()
        for model in self._get_support_models():
            records_sudo = through_door(found.get(model, self.env[model]))
            members_sudo._forget_talk(records_sudo)
            members_sudo._empty(records_sudo)
        members_sudo._empty(members_sudo, SUPPORT_FIELDS)
        members_sudo.support_emptied_on = fields.Date.today()

    @api.model
    def _get_support_models(self):
        """Return the models of social support, emptied before the file; to extend."""
        return SUPPORT

    # -- what hangs on a person -------------------------------------------------------

    @api.model
    def _get_personal_models(self):
        """Return the models whose ``member_id`` is the person they speak of."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if not model._abstract
            and not model._transient
            and model._auto
            and "member_id" in model._fields
            and model._fields["member_id"].store
            and model._fields["member_id"].comodel_name == self._name
            and name != "caetic.purge.line"
        )

    def _get_personal_records(self):
        """Return ``{model: records}`` of all that hangs on the persons; to extend.

        Addons whose model has a ``member_id`` have nothing to do: its texts and papers
        go. Those that hang on the HR file or elsewhere add their records here.
        """
        found = {
            name: self.env[name]
            .with_context(active_test=False)
            .search([("member_id", "in", self.ids)])
            for name in self._get_personal_models()
        }
        for name, link in LINKED.items():
            if link in self.env.get(name, self)._fields:
                found[name] = self.env[name].search([(link, "in", self.ids)])
        employees = self.employee_id
        found["hr.version"] = employees.with_context(active_test=False).version_ids
        found["hr.employee"] = employees
        found[self._name] = self
        return found

    @api.model
    def _delete_personal(self, records):
        """Delete records that speak of the persons only; to extend for what must stay.

        :param records: records of one model, in superuser mode
        """
        records.unlink()

    # -- emptying ---------------------------------------------------------------------

    @api.model
    def _empty(self, records, names=None):
        """Empty texts and papers of records, and the facts listed for their model."""
        model = records._name
        kept = KEPT_TEXTS.get(model, ())
        for field in records._fields.values():
            wanted = field.name in names if names else field.name not in kept
            if wanted and self._is_own(field) and field.type in (*TEXTS, *FILES):
                self._empty_field(records, field)
        if not names:
            values = dict.fromkeys(
                (name for name in EMPTIED.get(model, ()) if name in records._fields),
                False,
            )
            if values and records:
                records.write(values)
            self._blur(records)

    @api.model
    def _is_own(self, field):
        """Tell whether a field holds what somebody typed, not what follows from it."""
        typed = not field.compute or not field.readonly
        return (
            field.store
            and typed
            and not field.related
            and not field.inherited
            and not field.company_dependent
        )

    @api.model
    def _empty_field(self, records, field):
        filled = records.filtered(lambda one: one[field.name])
        if not filled:
            return
        ours = records._name.startswith("caetic.")
        blank = field.type in TEXTS and (ours or field.required)
        if field.name != "zip":
            filled.write({field.name: BLANK if blank else False})
            return
        # The département stays, for statistics.
        for zone, here in filled.grouped(lambda one: one.zip[:2]).items():
            here.write({"zip": zone})

    @api.model
    def _blur(self, records):
        """Keep of dates of birth the year."""
        for name in {"birthdate", "birthday"} & set(records._fields):
            by_year = records.filtered(name).grouped(lambda one, n=name: one[n].year)
            for year, born in by_year.items():
                born.write({name: f"{year}-01-01"})
        if records._name == "hr.version":
            records.write({"marital": "single"})

    # -- identity ---------------------------------------------------------------------

    def _anonymise_identity(self):
        """Close the login and cut the file from the contact, or empty the contact."""
        self.ensure_one()
        partner = self.partner_id.with_context(active_test=False)
        self._close_logins(partner)
        self._forget_talk(partner)
        self._forget_author(partner)
        self._forget_banks(partner)
        self._cut_registers()
        until = self._get_accounting_end(partner)
        if until:
            partner._caetic_keep_for_accounting(until)
            self.partner_id = partner.create({"name": self._get_anonymous_name()})
        else:
            partner._caetic_anonymise(self._get_anonymous_name())
        employee = self.employee_id
        employee.write(
            {
                "name": self._get_anonymous_name(),
                "work_contact_id": self.partner_id.id,
                "active": False,
            }
        )
        employee.resource_id.name = self._get_anonymous_name()

    def _get_anonymous_name(self):
        self.ensure_one()
        return self.env._("Anonymised person %(number)s", number=self.id)

    def _cut_registers(self):
        """The register of associates names the contact, no longer the file."""
        for name in CUT:
            rows = self.env[name].search([("member_id", "=", self.id)])
            through_door(rows).write({"member_id": False})

    @api.model
    def _forget_talk(self, records):
        """Messages, letters, papers, reminders and followers of records."""
        if not records:
            return
        if "pdf_attachment_id" in records._fields:
            archived = records.filtered("pdf_attachment_id")
            archived.write({"pdf_attachment_id": False, "pdf_sha256": False})
        hung = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        said = [("model", "=", records._name), ("res_id", "in", records.ids)]
        self.env["mail.message"].search(said).unlink()
        self.env["ir.attachment"].search(hung).unlink()
        for name in ("mail.activity", "mail.followers"):
            self.env[name].with_context(active_test=False).search(hung).unlink()

    @api.model
    def _forget_author(self, partner):
        """What the person wrote on other records keeps no address of theirs."""
        written = self.env["mail.message"].search([("author_id", "=", partner.id)])
        written.write({"email_from": False})

    def _close_logins(self, partner):
        """Nobody logs in any more, and the address that served to is forgotten."""
        for user in partner.user_ids.filtered(lambda user: not user._is_internal()):
            user.write(
                {
                    "active": False,
                    "login": f"anonymised-{user.id}",
                    "signature": False,
                }
            )
            user.api_key_ids.unlink()

    def _forget_banks(self, partner):
        """Bank accounts are archived: payments of the past name them."""
        for bank in partner.bank_ids:
            bank.write({"acc_number": f"ANONYMISED-{bank.id}", "active": False})

    @api.model
    def _get_accounting_end(self, partner):
        """Return until when posted entries keep the contact they name, or None."""
        items = self.env["account.move.line"].search(
            [("partner_id", "=", partner.id), ("parent_state", "=", "posted")],
            order="date desc",
            limit=1,
        )
        if not items:
            return None
        years = self.env["caetic.parameter"]._get_count(
            "retention_accounting_years", fields.Date.today()
        )
        year = items.company_id.compute_fiscalyear_dates(items.date)
        until = accounting_end(year["date_to"], years)
        return until if until >= fields.Date.today() else None

    def _anonymise_brands(self):
        """An activity whose members are all forgotten answers at no address."""
        brands = self.caetic_activity_ids.filtered(
            lambda brand: all(
                member.anonymised_on for member in brand.stake_ids.member_id
            )
        )
        brands.write({"email": False, "phone": False, "website": False, "logo": False})
