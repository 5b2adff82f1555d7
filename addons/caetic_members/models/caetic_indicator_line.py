# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .caetic_exit_mapping import EXIT_CATEGORIES
from .caetic_indicator_report import AGES

INDICATORS = [
    ("informed", "People informed"),
    ("diagnosed", "Individual diagnoses"),
    ("stock_start", "People present on the eve of the first day"),
    ("entries", "People who entered"),
    ("hosted", "People hosted"),
    ("exits", "People who left"),
    ("stock_end", "People present at the end of the last day"),
    ("conversions", "CAPE turned into CESA"),
    ("survival_12", "Entered 12 months before"),
    ("survival_24", "Entered 24 months before"),
    ("survival_36", "Entered 36 months before"),
]
DIMENSIONS = [
    ("total", "In all"),
    ("sex", "Sex"),
    ("age", "Age at the end of the period"),
    ("status", "Status at entry"),
    ("education", "Highest diploma"),
    ("qpv", "Priority district (QPV)"),
    ("frr", "Rural revitalisation (FRR)"),
    ("rural", "Rural"),
    ("contract", "Contract at entry"),
    ("category", "Category of the exit"),
    ("reason", "Reason of the exit"),
    ("outcome", "What became of them"),
]
# Where the words of the keys of a dimension are.
SELECTIONS = {
    "sex": ("caetic.member", "sex"),
    "status": ("caetic.member.situation", "status"),
    "education": ("caetic.member.situation", "education"),
    "contract": ("caetic.contract", "kind"),
    "reason": ("caetic.contract", "end_reason"),
}
RANK = {name: rank for rank, (name, _label) in enumerate(INDICATORS)}
PLACE = {name: place for place, (name, _label) in enumerate(DIMENSIONS)}


class CaeticIndicatorLine(models.Model):
    """One count of a snapshot, and whether a published table shows it (R708)."""

    _name = "caetic.indicator.line"
    _description = "Count of a snapshot"
    _order = "snapshot_id, sequence, id"
    _rec_name = "indicator"

    snapshot_id = fields.Many2one(
        "caetic.indicator.snapshot", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    indicator = fields.Selection(INDICATORS, required=True)
    dimension = fields.Selection(DIMENSIONS, string="By", required=True)
    key = fields.Char()
    label = fields.Char(string="Which", compute="_compute_label")
    count = fields.Integer(string="People", required=True)
    is_hidden = fields.Boolean(
        string="Left out of exports",
        help="Less than five people, or what would give such a number away.",
    )
    company_id = fields.Many2one(related="snapshot_id.company_id", store=True)

    _cell_uniq = models.UniqueIndex(
        "(snapshot_id, indicator, dimension, COALESCE(key, ''))",
        "A count is there once.",
    )

    @api.depends("dimension", "key")
    @api.depends_context("lang")
    def _compute_label(self):
        words = self._get_words()
        for line in self:
            line.label = words.get((line.dimension, line.key)) or line.key

    def _get_words(self):
        """Return the words of every key in the reader's language."""
        words = {
            (dimension, key): label
            for dimension, (model, name) in SELECTIONS.items()
            for key, label in self._get_labels(model, name).items()
        }
        for key, label in self._get_labels(
            "caetic.indicator.report", "age_band"
        ).items():
            words["age", key] = label
        for key, label in self._get_labels("caetic.exit.mapping", "category").items():
            words["category", key] = label
        for dimension, _label in DIMENSIONS:
            words[dimension, "unknown"] = self.env._("Not said")
        for dimension in ("qpv", "frr", "rural"):
            words[dimension, "yes"] = self.env._("Yes")
            words[dimension, "no"] = self.env._("No")
        words["outcome", "still"] = self.env._("Still in the cooperative")
        words["outcome", "gone"] = self.env._("Gone")
        return words

    def _get_labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    def _get_sequence(self, cell):
        """Return the place of a count in the table."""
        ordered = {
            "age": [key for key, _label in AGES],
            "category": [key for key, _label in EXIT_CATEGORIES],
        }.get(cell.dimension, [])
        place = ordered.index(cell.key) if cell.key in ordered else len(ordered)
        return (RANK[cell.indicator] * 100 + PLACE[cell.dimension]) * 100 + place

    def _get_published(self):
        """Return what an export says: the number, or that it is left out."""
        self.ensure_one()
        return self.env._("n.p.") if self.is_hidden else self.count
