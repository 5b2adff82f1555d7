# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.http import request, route
from odoo.tools import format_amount

from odoo.addons.caetic_members.controllers.portal import CaeticPortal
from odoo.addons.caetic_members.engine import EngineError, cents, parse_number

from .. import engine
from . import wording

ZERO = Decimal(0)
FIELDS = ("month", "mode", "amount")


class PayPortal(CaeticPortal):
    """Page of pay: what can be paid, what it gives, ask for it."""

    def _get_pay_activity(self, activity_id):
        """Return the activity if the user is a member of it, else an empty record."""
        own = self._get_own_activities()
        return own.filtered(lambda activity: activity.id == activity_id)

    def _prepare_activity_values(self, activity):
        values = super()._prepare_activity_values(activity)
        own = activity in values["activities"]
        next_pay = activity._portal_get_next_pay() if own else None
        return {
            **values,
            "can_be_paid": own,
            "next_pay": next_pay,
            "next_pay_month": next_pay
            and wording.month_words(request.env, next_pay.month),
        }

    # -- page -----------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/pay",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_pay(self, activity_id, **post):
        activity = self._get_pay_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        form = {name: str(post[name]) for name in FIELDS if name in post}
        act = str(post.get("do", "")) if request.httprequest.method == "POST" else ""
        try:
            if act == "submit":
                return self._submit_pay(activity, form)
            if act == "withdraw":
                activity._portal_withdraw_pay(self._read_month(activity, form))
                return self._redirect_pay(activity, form, "withdrawn")
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_pay(activity, form, alert=error.args[0], status=422)
        issues = self._read_amount(form)[1] if "amount" in form else {}
        return self._render_pay(
            activity,
            form,
            errors=wording.issue_words(request.env, issues, activity.currency_id),
            message=str(post.get("message", "")),
            status=422 if issues else 200,
        )

    def _submit_pay(self, activity, form):
        month = self._read_month(activity, form)
        amount, issues = self._read_amount(form)
        mode = form.get("mode", "")
        if not issues:
            _request, issues = activity._portal_submit_pay(month, mode, amount)
        if issues:
            words = wording.issue_words(request.env, issues, activity.currency_id)
            return self._render_pay(activity, form, errors=words, status=422)
        return self._redirect_pay(activity, form, "sent")

    def _redirect_pay(self, activity, form, message):
        month = self._read_month(activity, form).isoformat()
        url = f"/my/activities/{activity.id}/pay?month={month}&message={message}"
        return request.redirect(url)

    def _read_month(self, activity, form):
        """Return the month of a form, the first on offer for any other text."""
        months = activity._portal_get_pay_months()
        texts = {day.isoformat(): day for day in months}
        return texts.get(form.get("month"), months[0])

    def _read_amount(self, form):
        """Return ``(Decimal, issues)`` of the amount typed."""
        text = form.get("amount", "").strip()
        if not text:
            return ZERO, {"amount": ("required", {})}
        try:
            amount = parse_number(text)
        except EngineError:
            return ZERO, {"amount": ("not_a_number", {})}
        return cents(amount), {}

    def _render_pay(
        self, activity, form, errors=None, alert="", message="", status=200
    ):
        values = self._prepare_pay_values(activity, form)
        values.update(errors=errors or {}, alert=alert, message=message)
        response = request.render("caetic_payroll.portal_my_activity_pay", values)
        response.status_code = status
        return response

    def _prepare_pay_values(self, activity, form):
        env = request.env
        month = self._read_month(activity, form)
        start = activity._portal_get_pay(month)
        form = self._fill_form(activity, month, form, start)
        refused = activity._portal_get_refusal(month)
        return {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_pay",
            "form": form,
            "month": month,
            "month_words": wording.month_words(env, month),
            "question": wording.question_words(env, month),
            "months": [
                (day.isoformat(), wording.month_words(env, day))
                for day in activity._portal_get_pay_months()
            ],
            "modes": wording.mode_options(env),
            "asked_request": start["request"],
            "refusal": refused if not start["request"] else refused.browse(),
            "state_words": wording.state_words(env, start["request"]),
            "is_settled": start["request"].state in ("approved", "paid"),
            "contract": start["contract"],
            **{
                name: float(start[name])
                for name in ("available", "reserve", "asked", "payable", "fixed_part")
            },
            "figures": self._get_figures(activity, month, form, start["payable"]),
            "plan": self._get_plan(activity, month, start["payable"]),
        }

    def _get_plan(self, activity, month, payable):
        plan = activity._portal_get_plan(month, payable)
        return plan and {name: float(value) for name, value in plan.items()}

    def _fill_form(self, activity, month, form, start):
        """Start from what was typed, else from what was asked, else from all."""
        asked = start["request"]
        if "amount" in form:
            return {"mode": "net", **form}
        if asked and asked.state != "draft":
            return {**form, "mode": asked.mode, "amount": _text(asked.amount)}
        return {
            "mode": "net",
            "amount": _text(self._get_whole_net(activity, month, start)),
            **form,
        }

    def _get_whole_net(self, activity, month, start):
        """Return the net of all that can be used, zero without a contract."""
        try:
            payslip = activity._portal_compute_pay(month, "cost", start["payable"])
        except UserError:
            return ZERO
        return payslip.net if payslip else ZERO

    # -- live figures -----------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/pay/figures",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_activity_pay_figures(self, activity_id, **post):
        """Figures of an amount, as the page shows them: comfort of the slider."""
        activity = self._get_pay_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        form = {name: str(post[name]) for name in FIELDS if name in post}
        month = self._read_month(activity, form)
        payable = activity._portal_get_pay(month)["payable"]
        figures = self._get_figures(activity, month, form, payable)
        return request.make_json_response(self._word_figures(activity, figures))

    def _word_figures(self, activity, figures):
        """Return amounts written for the reader, and numbers for the drawing."""
        if not figures.get("gross"):
            return {"message": figures.get("message", "")}
        currency = activity.currency_id
        names = ("gross", "cost", "net", "tax", "net_paid", "left")
        return {
            "amounts": {
                name: format_amount(request.env, figures[name], currency)
                for name in names
            },
            "numbers": {name: figures[name] for name in names},
            "shares": [
                {
                    "code": row["code"],
                    "width": row["width"],
                    "amount": format_amount(request.env, row["amount"], currency),
                }
                for row in figures["shares"]
            ],
            "is_over": figures["left"] < 0,
        }

    def _get_figures(self, activity, month, form, payable):
        """Return what the amount of a form gives, numbers for the page.

        :returns: dict; without ``gross`` when there is nothing to show, and then
            ``message`` says why, if anything
        """
        amount, issues = self._read_amount(form)
        if issues or amount < ZERO or form.get("mode") not in _codes(request.env):
            return {}
        try:
            payslip = activity._portal_compute_pay(month, form["mode"], amount)
        except UserError as error:
            return {"message": error.args[0]}
        if payslip is None:
            return {}
        cost, left = activity._portal_get_room(payslip, payable)
        return {
            "gross": float(payslip.gross),
            "cost": float(cost),
            "net": float(payslip.net),
            "tax": float(payslip.tax),
            "tax_rate": float(payslip.tax_rate),
            "net_paid": float(payslip.net_paid),
            "left": float(left),
            "employee": float(payslip.employee_total),
            "employer": float(payslip.employer_total),
            "shares": self._get_shares(payslip),
            "lines": self._get_lines(activity, payslip),
        }

    def _get_shares(self, payslip):
        """Return the large parts of the cost, with their width in the picture."""
        words = wording.share_words(request.env)
        return [
            {
                "code": code,
                "label": words[code],
                "amount": float(amount),
                "width": float(engine.width(amount, payslip.cost)),
            }
            for code, amount in engine.large_shares(payslip).items()
        ]

    def _get_lines(self, activity, payslip):
        """Return the contributions line by line, under their names."""
        names = activity._portal_get_line_names()
        return [
            {
                "label": names.get(line.code, line.code),
                "employee": float(line.employee_cents),
                "employer": float(line.employer_cents),
            }
            for line in payslip.lines
        ]


def _text(amount):
    return f"{amount:.2f}".replace(".", ",")


def _codes(env):
    return dict(wording.mode_options(env))
