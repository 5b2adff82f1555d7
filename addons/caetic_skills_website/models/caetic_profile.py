# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import Answer, plain, shown_fields, standing

LOG_READERS = (
    "caetic_members.caetic_members_group_adviser,"
    "caetic_members.caetic_members_group_coordinator,"
    "caetic_members.caetic_members_group_privacy_officer"
)
# Of each, the words that visitors may look for once it is shown.
SEARCHED = {
    "headline": ("headline",),
    "presentation": ("presentation",),
    "town": ("town",),
    "trades": ("trade_ids.name", "trade_ids.synonym_ids.name"),
    "portfolio": ("item_ids.name", "item_ids.description", "item_ids.customer"),
    "brand": ("member_id.caetic_activity_ids.name",),
}


class CaeticProfile(models.Model):
    """What the world sees of a profile: nothing, until the person says what (R907).

    Pages, lists and pictures read the stored fields below; they follow the log of
    consents in the same transaction, so that what is withdrawn is gone at once.
    """

    _inherit = "caetic.profile"

    publication_ids = fields.One2many(
        "caetic.profile.publication", "profile_id", string="Choices", groups=LOG_READERS
    )
    is_public = fields.Boolean(
        string="In the public directory",
        compute="_compute_publication",
        store=True,
        help="Seen by colleagues, and accepted the public directory.",
    )
    public_fields = fields.Char(
        string="Shown to visitors", compute="_compute_publication", store=True
    )
    public_trade_ids = fields.Many2many(
        "caetic.trade",
        "caetic_profile_public_trade_rel",
        "profile_id",
        "trade_id",
        string="Trades shown",
        compute="_compute_public_trade_ids",
        store=True,
    )
    public_words = fields.Text(
        string="Words that find the page",
        compute="_compute_public_words",
        store=True,
        help="Only of what is shown, without accents.",
    )

    _public_idx = models.Index("(company_id, name) WHERE is_public")

    @api.depends(
        "is_listed",
        "member_id.consent_ids.given",
        "publication_ids.kind",
        "publication_ids.given",
        "publication_ids.date",
    )
    def _compute_publication(self):
        consents = self.member_id._get_consents()
        for profile in self:
            kinds = profile._get_standing()
            agreed, photo = "profile" in kinds, "photo" in kinds
            if profile.member_id:
                answers = consents[profile.member_id.id]
                agreed, photo = answers["directory_public"], answers["photo_public"]
            profile.is_public = profile.is_listed and agreed
            shown = shown_fields(profile.is_public, photo, kinds)
            profile.public_fields = " ".join(shown)

    @api.depends("public_fields", "trade_ids")
    def _compute_public_trade_ids(self):
        for profile in self:
            shown = "trades" in profile._get_shown()
            profile.public_trade_ids = shown and profile.trade_ids

    @api.depends(
        "is_public",
        "public_fields",
        "name",
        "skill_line_ids.valid_to",
        "skill_line_ids.skill_id.name",
        "skill_line_ids.skill_id.synonym_ids.name",
        *(path for paths in SEARCHED.values() for path in paths),
    )
    def _compute_public_words(self):
        for company, profiles in self.grouped("company_id").items():
            # Words of the language that the cooperative speaks.
            spoken = profiles.with_context(lang=company.partner_id.lang)
            for profile, one in zip(profiles, spoken, strict=True):
                profile.public_words = one._get_public_words()

    def _get_public_words(self):
        """Return the words of what is shown, as visitors' words are compared."""
        self.ensure_one()
        if not self.is_public:
            return False
        shown = self._get_shown()
        texts = [self.name]
        for key, paths in SEARCHED.items():
            if key in shown:
                texts += [text for path in paths for text in self.mapped(path)]
        if "skills" in shown:
            skills = self._get_public_lines().skill_id
            texts += skills.mapped("name") + skills.synonym_ids.mapped("name")
        return plain(" ".join(filter(None, texts)))

    def _get_public_lines(self):
        """Return the skills of today."""
        return self.skill_line_ids.filtered("is_current")

    def _get_standing(self):
        """Return the keys of the log whose last answer is yes."""
        answers = [
            Answer(
                one._get_key(),
                one.given,
                # What is not saved yet is the last one.
                (one.date, not one._origin, one._origin.id),
            )
            for one in self.publication_ids
        ]
        return standing(answers)

    def _get_shown(self):
        """Return what visitors see of the profile today, as a set of keys."""
        self.ensure_one()
        return frozenset((self.public_fields or "").split())
