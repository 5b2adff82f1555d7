# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import engine

KINDS = [
    ("guide", "Guide"),
    ("template", "Template"),
    ("example", "Example"),
    ("course", "Course material"),
    ("study", "Study, article"),
    ("tool", "Tool"),
    ("other", "Other"),
]


class CaeticLibraryDocument(models.Model):
    """A document of the resource centre: a file or a link, shared by members."""

    _name = "caetic.library.document"
    _description = "Document of the library"
    _inherit = ["mail.thread"]
    _order = "date desc, name, id desc"

    name = fields.Char(string="Title", required=True, size=160, tracking=True)
    kind = fields.Selection(KINDS, required=True, default="guide")
    summary = fields.Text()
    document = fields.Binary(string="File", attachment=True)
    filename = fields.Char(string="Name of the file")
    url = fields.Char(string="Link")
    trade_ids = fields.Many2many("caetic.trade", string="Trades")
    author = fields.Char(size=120)
    licence = fields.Char(
        size=160, help="What may be done with it, in words: CC BY-SA, internal use..."
    )
    date = fields.Date(default=fields.Date.context_today)
    language = fields.Selection(
        [
            ("fr", "French"),
            ("en", "English"),
            ("es", "Spanish"),
            ("oc", "Occitan"),
            ("other", "Other language"),
        ],
        default="fr",
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("published", "Visible to members"),
            ("refused", "Refused"),
        ],
        required=True,
        default="published",
        index=True,
        tracking=True,
    )
    answer = fields.Char(
        size=300, help="Told to the person whose document is published or refused."
    )
    proposer_id = fields.Many2one(
        "caetic.member",
        string="Proposed by",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    download_count = fields.Integer(string="Opened", readonly=True, copy=False)
    search_words = fields.Char(compute="_compute_search_words", store=True, index=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    @api.depends("name", "summary", "author", "filename", "trade_ids.name")
    def _compute_search_words(self):
        """What is searched: without accents, in the language of the source."""
        for document in self:
            texts = [
                document.name,
                document.summary,
                document.author,
                document.filename,
                *document.trade_ids.mapped("name"),
                *document.trade_ids.with_context(lang="fr_FR").mapped("name"),
            ]
            document.search_words = engine.fold(" ".join(filter(None, texts)))

    @api.constrains("document", "url")
    def _check_content(self):
        for document in self.with_context(bin_size=True):
            if bool(document.document) == bool(document.url):
                raise ValidationError(
                    self.env._("A document is a file or a link, one of the two.")
                )
            if document.url and not engine.is_web_link(document.url):
                raise ValidationError(
                    self.env._("A link begins with http:// or https://.")
                )

    # -- publication ------------------------------------------------------------------

    def action_publish(self):
        """Show the documents to members, and tell who proposed them."""
        self.check_access("write")
        self._answer("published")

    def action_refuse(self):
        """Refuse proposals: the person is told why."""
        self.check_access("write")
        if self.filtered(lambda one: one.proposer_id and not one.answer):
            raise UserError(
                self.env._(
                    "Write in the answer why it is refused: the person reads it."
                )
            )
        self._answer("refused")

    def _answer(self, state):
        changed = self.filtered(lambda one: one.state != state)
        told = changed.filtered(lambda one: one.state == "proposed")
        changed.write({"state": state})
        # The message is the system's, to the person who proposed the document.
        template_sudo = self.env.ref(f"caetic_resources.mail_template_{state}").sudo()
        for document_sudo in told.sudo():  # As above.
            if document_sudo.proposer_id.email:
                template_sudo.send_mail(
                    document_sudo.id,
                    email_layout_xmlid="mail.mail_notification_light",
                )

    @api.model
    def _get_search_domain(self, words):
        """Every word is somewhere in the document, whatever its accents."""
        return [
            ("search_words", "like", word) for word in engine.fold(words[:200]).split()
        ]

    def _count_opening(self):
        """Count that somebody opened the document."""
        self.ensure_one()
        self.download_count += 1
