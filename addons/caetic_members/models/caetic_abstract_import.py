# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import format_date
from odoo.tools.mail import single_email_re


def is_address(text):
    """Tell whether a text is one e-mail address, and nothing else."""
    return bool(single_email_re.match((text or "").strip()))


class CaeticAbstractImport(models.AbstractModel):
    """What a model says of the tables that fill it; see ``caetic.import``."""

    _name = "caetic.abstract.import"
    _description = "Filled by a table"

    # Fields whose value is found once in a table, and once in the database.
    _import_unique = ()

    def _get_import_columns(self):
        """Return the names of the fields that a table may fill, in order."""
        raise NotImplementedError

    def _get_import_key(self, values):
        """Return the text that tells a row from the others, for its external id."""
        return ""

    def _get_import_errors(self, values):
        """Tell what does not hold in a row, without a query for each row.

        :param dict values: typed values by field; records are still texts
        :returns: list of (field, reason in words)
        """
        return []

    def _get_history_error(self, code, params):
        """Put a refusal of the engine in words of the table."""
        labels = self.fields_get(attributes=["string"])
        params = {**params, "name": labels.get(params.get("field"), {}).get("string")}
        for name in {"day", "latest"} & set(params):
            params[name] = format_date(self.env, params[name])
        sentences = {
            "in_the_future": self.env._("This day has not come yet."),
            "needed_before": self.env._("Needed with “%(name)s”.", **params)
            if params["name"]
            else "",
            "too_early": self.env._("Comes before %(day)s.", day=params.get("day")),
            "too_late": self.env._("Comes after %(day)s.", day=params.get("day")),
            "cape_too_long": self.env._(
                "A CAPE lasts %(months)s months at most, here until %(latest)s "
                "(C. com. L127-2).",
                months=params.get("months"),
                latest=params.get("latest"),
            ),
            "reason_missing": self.env._(
                "Give the reason: funders and the law ask it."
            ),
            "stage_without_date": self.env._(
                "Give the day of this stage in its column."
            ),
            "date_missing": self.env._("Give the day of this stage."),
        }
        return sentences.get(code) or code
