# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .caetic_exit_package import VOLUME_SIZE

LEFT = ("left", "refused")
MONTH_FIELDS = (
    "date",
    "balance_start",
    "opening",
    "sale",
    "cost",
    "transfer",
    "contribution",
    "fee",
    "pay",
    "provision",
    "balance_end",
)


class CaeticActivityExit(models.Model):
    """What leaves with an entrepreneur; addons add their tables and their papers."""

    _inherit = "caetic.activity"

    package_ids = fields.One2many(
        "caetic.exit.package", "activity_id", string="Exit packages"
    )

    # -- what the package holds: to extend --------------------------------------------

    def _exit_write_tables(self, archive):
        """Write the tables of the package; to extend.

        :param archive: ``archive.Archive``; rows are given one by one
        """
        self.ensure_one()
        months = self.env["caetic.closing.line"].search(
            [("activity_id", "=", self.id), ("state", "=", "posted")], order="date"
        )
        names = self.env["caetic.closing.line"]._fields
        archive.add_table(
            self.env._("statements"),
            [names[name]._description_string(self.env) for name in MONTH_FIELDS],
            ([month[name] for name in MONTH_FIELDS] for month in months),
        )

    def _exit_get_papers(self):
        """Return ``[(model, identifiers)]`` of the papers of the package; to extend."""
        self.ensure_one()
        attachments = self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)], order="id"
        )
        return [("ir.attachment", attachments.ids)] if attachments else []

    def _exit_read_papers(self, model, ids):
        """Yield ``(folder, name, bytes)`` of some papers; to extend by model."""
        if model == "ir.attachment":
            for attachment in self.env[model].browse(ids).exists():
                yield self.env._("Documents"), attachment.name, attachment.raw or b""

    # -- asking for it ----------------------------------------------------------------

    def action_exit_package(self):
        """Prepare the package of the activity and open it."""
        self.ensure_one()
        self.check_access("write")
        package = self._ask_package_sudo()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Exit package"),
            "res_model": "caetic.exit.package",
            "res_id": package.id,
            "view_mode": "form",
        }

    def _portal_ask_package(self):
        """Prepare the package for a member of the activity, former ones too.

        :raises AccessError: for whoever is not a member
        """
        self.ensure_one()
        members_sudo = self.sudo().member_ids  # Membership is read as such.
        if self.env.user not in members_sudo.user_id:
            raise AccessError(self.env._("Only its members act for an activity."))
        return self._ask_package_sudo()

    def _ask_package_sudo(self):
        """Return the package in preparation: made at once if small, else queued."""
        self.ensure_one()
        # Whoever asks was checked by the caller; papers are read for the activity.
        packages_sudo = self.env["caetic.exit.package"].sudo()
        waiting_sudo = packages_sudo.search(
            [("activity_id", "=", self.id), ("state", "=", "waiting")], limit=1
        )
        if waiting_sudo:
            return waiting_sudo
        package_sudo = packages_sudo.create(
            {"activity_id": self.id, "user_id": self.env.uid}
        )
        papers = package_sudo.activity_id._exit_get_papers()
        if sum(len(ids) for _model, ids in papers) <= VOLUME_SIZE:
            package_sudo._build()
        else:
            # The scheduler's own record is nobody's to write.
            cron_sudo = self.env.ref("caetic_members.ir_cron_exit_package").sudo()
            cron_sudo._trigger()
        return package_sudo

    # -- former members ---------------------------------------------------------------

    def _is_left_by(self, user):
        """Tell whether a user is a member of the activity who has left for good."""
        self.ensure_one()
        stays_sudo = self.sudo().member_ids  # The user may not read fellow members.
        own = stays_sudo.filtered(lambda member: member.user_id == user)
        return bool(own) and all(member.state in LEFT for member in own)

    def _portal_check(self):
        """Refuse whoever is not a member of this very activity.

        :raises AccessError: for others, staff included: they have the back office
        :returns: the caetic.member of the user, in superuser mode
        """
        self.ensure_one()
        # Membership is read as such: the caller's rules may hide the fellow members.
        members_sudo = self.sudo().member_ids
        own_sudo = members_sudo.filtered(lambda one: one.user_id == self.env.user)
        if not self.active or not own_sudo:
            raise AccessError(self.env._("Only its members act for an activity."))
        return own_sudo[:1]

    def _portal_check_present(self):
        """Refuse a former member: they read their activity, and write no more.

        :raises UserError: for a member who has left
        """
        if self._is_left_by(self.env.user):
            raise UserError(
                self.env._(
                    "You have left the cooperative: this activity can be read, not "
                    "changed."
                )
            )
