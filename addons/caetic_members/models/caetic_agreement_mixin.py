# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What a share, a quote or a purchase says of the agreement: system's words only.
ANSWER_FIELDS = (
    "agreement_answer",
    "agreement_asked",
    "agreement_date",
    "agreement_figures",
    "agreement_reason",
    "agreement_user_id",
)
GUARDED = frozenset((*ANSWER_FIELDS, "agreement_state"))


class CaeticAgreementMixin(models.AbstractModel):
    """Something proposed to an activity, that its members accept or refuse.

    The answer remembers the figures that were agreed on: when one of them changes, the
    record is proposed again by itself. Nobody writes an answer but the methods below,
    whatever their rights on the record.
    """

    _name = "caetic.agreement.mixin"
    _description = "Something that an activity agrees on"

    agreement_state = fields.Selection(
        [("proposed", "Proposed"), ("accepted", "Accepted"), ("refused", "Refused")],
        string="Agreement",
        compute="_compute_agreement_state",
        store=True,
        readonly=True,
    )
    agreement_answer = fields.Selection(
        [("accepted", "Accepted"), ("refused", "Refused")],
        string="Last answer",
        readonly=True,
        copy=False,
    )
    agreement_asked = fields.Datetime(string="Asked on", readonly=True, copy=False)
    agreement_user_id = fields.Many2one(
        "res.users", string="Answered by", readonly=True, copy=False
    )
    agreement_date = fields.Datetime(string="Answered on", readonly=True, copy=False)
    agreement_reason = fields.Text(
        string="Why it was refused", readonly=True, copy=False
    )
    agreement_figures = fields.Json(string="Figures agreed", readonly=True, copy=False)

    @api.depends("agreement_answer", "agreement_figures")
    def _compute_agreement_state(self):
        for record in self:
            answer = record.agreement_answer
            stands = answer == "refused" or (
                answer == "accepted" and record._is_agreed_figures()
            )
            record.agreement_state = answer if stands else "proposed"

    @api.model_create_multi
    def create(self, vals_list):
        """Begin without an answer, whatever a context or an import says."""
        nothing = dict.fromkeys(ANSWER_FIELDS, False)
        for vals in vals_list:
            self._check_not_answered(vals)
        return super().create([{**nothing, **vals} for vals in vals_list])

    def write(self, vals):
        """Refuse an answer written by hand."""
        self._check_not_answered(vals)
        return super().write(vals)

    def _check_not_answered(self, vals):
        if GUARDED & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._("An agreement is given on the portal, never typed.")
            )

    # -- to define --------------------------------------------------------------------

    def _get_agreement_figures(self):
        """Return what is agreed on: texts by name; the model depends on the same."""
        self.ensure_one()
        return {}

    def _get_agreement_activity(self):
        """Return the activity whose members answer."""
        self.ensure_one()
        return self.activity_id

    def _agreement_asked(self):
        """Tell the activities that something waits for their answer; to extend."""

    def _agreement_answered(self):
        """Carry out what an answer allows, and tell who asked; to extend."""

    def _agreement_tell(self, template, activity):
        """Write to the members of an activity.

        :param str template: external identifier of the mail.template
        """
        self.ensure_one()
        people = activity.member_ids.user_id.partner_id.filtered("email")
        if not people or self.env.context.get("caetic_no_mail"):
            return
        # The cooperative writes; nobody who asks or answers may use templates.
        template_sudo = self.env.ref(template).sudo()
        template_sudo.send_mail(
            self.id,
            email_values={"recipient_ids": [(4, person.id) for person in people]},
            email_layout_xmlid="mail.mail_notification_light",
        )

    # -- life -------------------------------------------------------------------------

    def _is_agreed_figures(self):
        """Tell whether every figure that was remembered is still the same."""
        self.ensure_one()
        current = self._get_agreement_figures()
        agreed = self.agreement_figures or {}
        return all(current.get(name) == value for name, value in agreed.items())

    def _agreement_ask(self):
        """Ask those who have not accepted what stands now; return their records."""
        # Whoever may submit what is shared may ask; they write nothing else.
        waiting_sudo = self.sudo().filtered(lambda r: r.agreement_state != "accepted")
        waiting_sudo.write(
            {
                **dict.fromkeys(ANSWER_FIELDS, False),
                "agreement_asked": fields.Datetime.now(),
            }
        )
        if waiting_sudo:
            waiting_sudo._agreement_asked()
        return waiting_sudo

    def _agreement_accept(self):
        """Accept for the activity of the user.

        :raises AccessError: for whoever is not one of its members
        :raises UserError: when it was answered already
        """
        self._agreement_answer("accepted", self._get_agreement_figures())

    def _agreement_refuse(self, reason):
        """Refuse for the activity of the user, with a reason.

        :raises AccessError: for whoever is not one of its members
        :raises UserError: when it was answered already
        """
        self._agreement_answer("refused", False, reason)

    def _agreement_answer(self, answer, figures, reason=False):
        self.ensure_one()
        # Membership is read as such: the caller's rules may hide the fellow members.
        record_sudo = self.sudo()
        members_sudo = record_sudo._get_agreement_activity().member_ids
        if self.env.user not in members_sudo.user_id:
            raise AccessError(self.env._("Only its members answer for an activity."))
        if record_sudo.agreement_state != "proposed":
            raise UserError(self.env._("You have answered this already."))
        record_sudo.write(
            {
                "agreement_answer": answer,
                "agreement_user_id": self.env.uid,
                "agreement_date": fields.Datetime.now(),
                "agreement_figures": figures,
                "agreement_reason": reason,
            }
        )
        record_sudo._agreement_answered()

    def _agreement_remember(self, user, date, figures):
        """Note that the very same was agreed on elsewhere: a convention, a team.

        :param figures: the figures that were agreed on there, by name
        """
        # Called by the act that carries out what was agreed.
        records_sudo = self.sudo()
        records_sudo.write(
            {
                "agreement_answer": "accepted",
                "agreement_user_id": user.id,
                "agreement_date": date,
                "agreement_figures": figures,
                "agreement_reason": False,
            }
        )
