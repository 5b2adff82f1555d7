# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import html2plaintext

from ..archive import Archive

# Whom a relation may name: never somebody else.
PEOPLE = (
    "res.partner",
    "res.users",
    "hr.employee",
    "hr.version",
    "caetic.member",
    "res.partner.bank",
)
TYPES = (
    "char",
    "text",
    "html",
    "date",
    "datetime",
    "integer",
    "float",
    "monetary",
    "boolean",
    "selection",
    "many2one",
    "many2many",
)
TECHNICAL = ("message_", "activity_", "website_message", "access_", "my_activity", "__")
HIDDEN = ("id", "display_name", "create_date", "write_date", "sequence", "company_id")
# Facts that staff at large may not read: for the person and the privacy officer.
RESTRICTED = ("caetic.member.sensitive", "hr.employee", "hr.version")
IDENTITY = (
    "name",
    "email",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "country_id",
    "lang",
)
OFFICERS = (
    "caetic_members.caetic_members_group_privacy_officer",
    "caetic_members.caetic_members_group_coordinator",
)


class CaeticMemberExport(models.Model):
    """Everything about a person, for that person (RGPD art. 15 and 20)."""

    _inherit = "caetic.member"

    def action_export_access(self):
        """Download all that is known of the person."""
        self.ensure_one()
        self._check_can_export()
        return {
            "type": "ir.actions.act_url",
            "url": f"/caetic/members/{self.id}/export",
            "target": "download",
        }

    def _check_can_export(self):
        """Refuse whoever is neither the person nor in charge of such requests.

        :raises AccessError: for others, advisers included
        """
        self.ensure_one()
        self.check_access("read")
        user = self.env.user
        officer = any(user.has_group(group) for group in OFFICERS)
        if self.user_id != user and not officer:
            raise AccessError(
                self.env._("Only the person, the privacy officer and coordinators.")
            )

    def _export_access(self):
        """Return ``(file, size)`` of the ZIP and note who asked for it."""
        self._check_can_export()
        whole = self.user_id == self.env.user or self.env.user.has_group(OFFICERS[0])
        # Checked just above; what is written is about this person only.
        member_sudo = self.sudo().with_context(active_test=False)
        archive = Archive()
        content = {}
        for title, fields_, rows in member_sudo._get_export_tables(whole):
            labels = [label for _name, label in fields_]
            archive.add_table(title, labels, rows)
            names = [name for name, _label in fields_]
            content[title] = [dict(zip(names, row, strict=True)) for row in rows]
        archive.add_json("dossier", content)
        for folder, name, paper in member_sudo._get_export_papers(whole):
            archive.add_file(folder, name, paper)
        archive.add_text("LISEZMOI", member_sudo._get_export_notice(whole))
        self.env["caetic.access.log"]._note(
            "access", self, archive.row_count, archive.file_count
        )
        return archive.close()

    def _get_export_notice(self, whole):
        """Sentences that say what the archive is."""
        self.ensure_one()
        lines = [
            self.env._("All that the cooperative holds about you."),
            self.env._("Tables open in a spreadsheet; dossier.json is for programs."),
        ]
        if not whole:
            lines.append(
                self.env._(
                    "Health, origin and payroll facts are left out: the privacy "
                    "officer adds them."
                )
            )
        return "\n".join(lines)

    # -- tables -----------------------------------------------------------------------

    def _get_export_tables(self, whole):
        """Return ``[(title, [(field, label)], rows)]``; to extend.

        :param bool whole: with the facts that staff at large may not read
        """
        self.ensure_one()
        found = self._get_exported_records(whole)
        tables = [self._export_records(self.partner_id, IDENTITY)]
        tables += [self._export_records(records) for records in found.values()]
        tables.append(self._export_activities())
        tables.append(self._export_messages(found))
        return [table for table in tables if table[2]]

    def _get_exported_records(self, whole):
        """Return ``{model: records}`` of the person that this reader may have."""
        return {
            name: records
            for name, records in self._get_personal_records().items()
            if records and (whole or name not in RESTRICTED)
        }

    @api.model
    def _export_records(self, records, names=None):
        """Return one table: title, fields, rows of plain values."""
        fields_ = [
            field
            for field in records._fields.values()
            if (field.name in names if names else self._is_exported(field))
        ]
        title = self.env["ir.model"]._get(records._name).name
        rows = [
            [self._export_value(record, field) for field in fields_]
            for record in records
        ]
        labels = [(one.name, one._description_string(self.env)) for one in fields_]
        return title, labels, rows

    @api.model
    def _is_exported(self, field):
        """Tell whether a field holds a fact about the person, and nobody else."""
        named = field.comodel_name or ""
        technical = field.name.startswith(TECHNICAL) or field.name in HIDDEN
        foreign = named in PEOPLE or named.startswith(("mail.", "ir."))
        return (
            field.type in TYPES
            and field.store
            and not technical
            and not foreign
            and not field.name.endswith("_uid")
        )

    @api.model
    def _export_value(self, record, field):
        value = record[field.name]
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "html":
            return html2plaintext(value) if value else ""
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return labels.get(value, value or "")
        if field.type in ("boolean", "integer", "float", "monetary"):
            return value
        return str(value or "")

    def _export_activities(self):
        """The activities of the person: their own share, nobody else's."""
        stakes = self.env["caetic.activity.member"].search(
            [("member_id", "=", self.id)]
        )
        rows = [
            [
                stake.activity_id.name,
                stake.activity_id.code or "",
                str(stake.activity_id.date_start or ""),
                str(stake.activity_id.date_end or ""),
                stake.share,
            ]
            for stake in stakes
        ]
        names = ("name", "code", "date_start", "date_end", "share")
        labels = (
            self.env._("Activity"),
            self.env._("Code"),
            self.env._("Start"),
            self.env._("End"),
            self.env._("Share of the result (%)"),
        )
        header = list(zip(names, labels, strict=True))
        return self.env._("Activities"), header, rows

    def _export_messages(self, found):
        """What was written about the person, or by them; authors are not named."""
        rows = []
        for name, records in {**found, "res.partner": self.partner_id}.items():
            messages = self.env["mail.message"].search(
                [("model", "=", name), ("res_id", "in", records.ids)], order="date"
            )
            rows += [
                [str(one.date), self._get_side(one), html2plaintext(one.body or "")]
                for one in messages
                if one.body
            ]
        names = ("date", "author", "text")
        labels = (self.env._("Date"), self.env._("From"), self.env._("Text"))
        header = list(zip(names, labels, strict=True))
        return self.env._("Messages"), header, rows

    def _get_side(self, message):
        own = message.author_id == self.partner_id
        return self.env._("You") if own else self.env._("The cooperative")

    # -- papers -----------------------------------------------------------------------

    def _get_export_papers(self, whole):
        """Yield ``(folder, name, bytes)`` of the papers of the person; to extend."""
        self.ensure_one()
        for document in self.document_ids.filtered("file"):
            attachment = self.env["ir.attachment"].search(
                [
                    ("res_model", "=", document._name),
                    ("res_id", "=", document.id),
                    ("res_field", "=", "file"),
                ],
                limit=1,
            )
            name = document.filename or document.type_id.name
            yield self.env._("Documents"), name, attachment.raw or b""
        for name, records in self._get_exported_records(whole).items():
            hung = [("res_model", "=", name), ("res_id", "in", records.ids)]
            for attachment in self.env["ir.attachment"].search(hung):
                yield records._description, attachment.name, attachment.raw or b""
