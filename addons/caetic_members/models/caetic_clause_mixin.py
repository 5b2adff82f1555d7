# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

# What the law wants in writing, by kind of contract, with its article.
CLAUSES = {
    "cape": {
        "clause_programme": "C. com. R127-1, 1°",
        "clause_means": "C. com. R127-1, 2°",
        "clause_commitments": "C. com. R127-1, 4°",
        "clause_information": "C. com. R127-1, 5°",
        "clause_termination": "C. com. R127-1, 6°",
        "clause_social": "C. com. R127-1, 8°",
    },
    "cesa": {
        "clause_objectives": "C. trav. L7331-2, 2° a",
        "clause_means": "C. trav. L7331-2, 2° b",
        "clause_contribution": "C. trav. L7331-2, 2° c",
        "clause_pay": "C. trav. L7331-2, 2° d",
        "clause_statutes": "C. trav. L7331-2, 2° e",
        "clause_customers": "C. trav. L7331-2, 2° f",
        "clause_association": "C. trav. R7331-10",
    },
    "staff": {},
    "amendment": {},
}
CLAUSE_FIELDS = sorted({name for clauses in CLAUSES.values() for name in clauses})


class CaeticClauseMixin(models.AbstractModel):
    """Clauses of a contract; each is a field, so that an empty one is seen."""

    _name = "caetic.clause.mixin"
    _description = "Clauses of a contract"

    clause_programme = fields.Text(
        string="Programme of preparation",
        help="Commitments of each side, before and after the start of the activity.",
    )
    clause_objectives = fields.Text(
        string="Objectives and minimum activity",
        help="Objectives to reach and obligations of minimum activity.",
    )
    clause_means = fields.Text(
        string="Means",
        help="Means of the cooperative to support and control the activity.",
    )
    clause_contribution = fields.Text(
        string="Contribution",
        help="How the contribution to pooled services is computed.",
    )
    clause_pay = fields.Text(
        string="Pay",
        help="Amount of the fixed part and how the variable part is computed.",
    )
    clause_commitments = fields.Text(
        string="Commitments to third parties",
        help="Nature, highest amount, conditions, and who bears the final cost.",
    )
    clause_information = fields.Text(
        string="Accounting information",
        help="How and how often the accounts of the activity are made known.",
    )
    clause_termination = fields.Text(string="Early termination")
    clause_social = fields.Text(
        string="Social contributions",
        help="How the beneficiary reimburses those that the cooperative pays.",
    )
    clause_statutes = fields.Text(string="Articles of association in force")
    clause_customers = fields.Text(
        string="Customers and intellectual property",
        help="How the rights over customers and works are guaranteed.",
    )
    clause_association = fields.Text(
        string="Becoming an associate", help="Time limits and procedure."
    )

    def _get_empty_clauses(self, kind):
        """Return the labels of the mandatory clauses that say nothing, with articles.

        :param str kind: kind of contract
        :returns: list of texts, in the order of the law (R106, R107, R204)
        """
        self.ensure_one()
        labels = self.fields_get(list(CLAUSES[kind]), ["string"])
        return [
            f"{labels[name]['string']} ({article})"
            for name, article in CLAUSES[kind].items()
            if not (self[name] or "").strip()
        ]
