# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .caetic_abstract_import import is_address

COLUMNS = (
    "id",
    "name",
    "stake_ids/member_id",
    "stake_ids/member_id/id",
    "stake_ids/share",
    "scheme_id",
    "adviser_id",
    "date_start",
    "date_end",
    "reserve_floor",
    "email",
    "phone",
    "website",
    "invoice_mention",
)


class CaeticActivityImport(models.Model):
    """What a table of activities may hold."""

    _name = "caetic.activity"
    _inherit = ["caetic.activity", "caetic.abstract.import"]
    _import_unique = ("id", "name")

    def _get_import_columns(self):
        return list(COLUMNS)

    def _get_import_key(self, values):
        return values.get("name") or ""

    def _get_import_errors(self, values):
        errors = []
        if not values.get("name"):
            errors.append(("name", self.env._("An activity has a name.")))
        if not values.get("stake_ids/member_id") and not values.get(
            "stake_ids/member_id/id"
        ):
            text = self.env._("Say whose activity it is.")
            errors.append(("stake_ids/member_id", text))
        if values.get("email") and not is_address(values["email"]):
            errors.append(("email", self.env._("This is no e-mail address.")))
        if (values.get("reserve_floor") or 0) < 0:
            text = self.env._("An amount or a number cannot be negative.")
            errors.append(("reserve_floor", text))
        start, end = values.get("date_start"), values.get("date_end")
        if start and end and end < start:
            text = self._get_history_error("too_early", {"day": start})
            errors.append(("date_end", text))
        return errors

    @api.model
    def get_import_templates(self):
        """Offer the example table beside Odoo's own import."""
        return [
            {
                "label": self.env._("Example of a table of activities"),
                "template": "/caetic_members/static/import/activities.csv",
            }
        ]
