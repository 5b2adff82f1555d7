# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal, path_id
from odoo.addons.caetic_members.uploads import LIMIT, check_upload, read_upload
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .. import engine
from . import wording

PAGE_SIZE = 30
# Several photos at once; one that is too large is refused beside its field.
FORM_BYTES = 8 * LIMIT
LUMP_FIELDS = ("date", "kind", "count", "label", "waived")


class ExpensesPortal(CaeticPortal):
    """Expenses that an entrepreneur claims, phone first."""

    def _prepare_activity_values(self, activity):
        values = super()._prepare_activity_values(activity)
        return {**values, "can_spend": activity in values["activities"]}

    def _get_expense(self, activity_id, expense_id):
        """Return ``(activity, claim)`` of the user, empty when not theirs."""
        activity = self._get_own_activity(activity_id)
        number = path_id(expense_id)
        if not activity or not 0 < number <= MAX_ID:
            return activity, request.env["hr.expense"]
        return activity, activity._portal_get_expense(number)

    def _get_expenses_url(self, activity, message=""):
        url = f"/my/activities/{activity.id}/expenses"
        return f"{url}?message={message}" if message else url

    # -- list --------------------------------------------------------------------------

    @route(
        [
            "/my/activities/<int:activity_id>/expenses",
            "/my/activities/<int:activity_id>/expenses/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_expenses(
        self, activity_id, page=1, message="", show="", **kw
    ):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        return self._render_expense_list(activity, page, message, show=show)

    def _render_expense_list(
        self, activity, page=1, message="", alert="", show="", status=200
    ):
        page = min(max(path_id(page) or 1, 1), MAX_ID)
        figures = activity._portal_get_expense_figures()
        show = show if show in figures else ""
        rows, total = activity._portal_get_expense_rows(
            (page - 1) * PAGE_SIZE, PAGE_SIZE, show
        )
        write = wording.row_writer(request.env, activity.currency_id)
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_expenses",
            "rows": list(map(write, rows)),
            "draft_count": len(activity._portal_get_expense_drafts()),
            "figures": wording.figure_rows(request.env, figures, activity.currency_id),
            "show": show,
            "message": message,
            "alert": alert,
            "pager": portal_pager(
                self._get_expenses_url(activity),
                total,
                page,
                PAGE_SIZE,
                url_args={"show": show} if show else None,
            ),
        }
        return request.render(
            "caetic_expenses.portal_my_activity_expenses", values, status=status
        )

    # -- form --------------------------------------------------------------------------

    @route(
        [
            "/my/activities/<int:activity_id>/expenses/new",
            "/my/activities/<int:activity_id>/expenses/<int:expense_id>/edit",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_activity_expense_form(self, activity_id, expense_id=0, **post):
        activity, expense = self._get_expense(activity_id, expense_id)
        if not activity or (path_id(expense_id) and not expense):
            return request.redirect("/my")
        if expense and not expense._portal_is_editable():
            return request.redirect(expense._portal_get_url())
        if request.httprequest.method == "GET":
            form = activity._portal_get_expense_form(expense)
            return self._render_expense_form(activity, expense, form)
        return self._handle_expense_form(activity, expense, post)

    def _handle_expense_form(self, activity, expense, post):
        form = {key: str(post[key]) for key in post if engine.ROW.fullmatch(key)}
        try:
            issues = self._keep_expense_photos(activity, form, post)
        except (AccessError, UserError) as error:
            return self._render_expense_form(
                activity, expense, form, alert=error.args[0], status=422
            )
        act = str(post.get("do", "save"))
        if act.startswith(("add_", "remove_")):
            form = self._change_expense_rows(form, act)
            return self._render_expense_form(activity, expense, form, issues)
        return self._save_expense_form(activity, expense, form, issues, act)

    def _keep_expense_photos(self, activity, form, post):
        """Keep the photos sent, so that a refused form does not ask for them again."""
        issues = []
        numbers = [key for key in post if str(key).endswith("-photo")]
        for name in numbers[: engine.MAX_ROWS]:
            filename, content = read_upload(post[name])
            row = name.removesuffix("-photo")
            if not content or not engine.ROW.fullmatch(f"{row}-kept"):
                continue
            upload, code = check_upload(filename, content)
            if code:
                issues.append(engine.Issue(name, "upload", {"reason": code}))
            else:
                form[f"{row}-kept"] = str(activity._portal_keep_receipt(upload))
        return issues

    def _change_expense_rows(self, form, act):
        """Add or remove a row, without JavaScript."""
        verb, _underscore, target = act.partition("_")
        rows = engine.rows_of(form)
        if verb == "add" and len(rows) < engine.MAX_ROWS:
            number = rows[-1] + 1 if rows else 0
            last = form.get(f"row-{rows[-1]}-date", "") if rows else ""
            form[f"row-{number}-date"] = last
        if verb == "remove":
            form = {k: v for k, v in form.items() if not k.startswith(f"{target}-")}
        return form

    def _save_expense_form(self, activity, expense, form, issues, act):
        today = fields.Date.context_today(activity)
        expenses, more = engine.parse_expenses(form, today)
        issues = [*issues, *more, *activity._portal_check_expenses(expenses)]
        if act == "submit":
            issues += self._check_expense_photos(expenses, expense)
        if issues:
            return self._render_expense_form(
                activity, expense, form, issues, status=422
            )
        try:
            with request.env.cr.savepoint():
                saved = activity._portal_save_expenses(expenses, expense)
                if act == "submit":
                    saved._portal_submit()
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_expense_form(
                activity, expense, form, alert=error.args[0], status=422
            )
        message = "submitted" if act == "submit" else "saved"
        return request.redirect(self._get_expenses_url(activity, message))

    def _check_expense_photos(self, expenses, expense):
        has_paper = bool(expense and expense.nb_attachment)
        return [
            engine.Issue(engine.PHOTO.format(one.row), "photo")
            for one in expenses
            if not one.kept_id and not has_paper
        ]

    def _render_expense_form(
        self, activity, expense, form, issues=(), alert="", status=200
    ):
        kept = [
            int(v) for k, v in form.items() if k.endswith("-kept") and v.isdecimal()
        ]
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_expense_form",
            "expense": expense,
            "form": form,
            "rows": engine.rows_of(form) or [0],
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
            "kinds": [(k.id, k.name) for k in activity._portal_get_expense_kinds()],
            "rates": wording.rate_labels(request.env),
            "kept": {
                str(key): name
                for key, name in activity._portal_get_kept(
                    [one for one in kept if one <= MAX_ID]
                ).items()
            },
        }
        return request.render(
            "caetic_expenses.portal_my_activity_expense_form", values, status=status
        )

    # -- lump sums ---------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/expenses/lump",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_expense_lump(self, activity_id, **post):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        today = fields.Date.context_today(activity)
        if request.httprequest.method == "GET":
            form = {"date": today.isoformat(), "count": "1"}
            return self._render_lump(activity, form)
        form = {name: str(post[name]) for name in LUMP_FIELDS if name in post}
        lump, issues = engine.parse_lump(form, today)
        issues += activity._portal_check_expense_date(lump.date)
        if issues:
            return self._render_lump(activity, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                activity._portal_save_lump(lump)._portal_submit()
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_lump(activity, form, alert=error.args[0], status=422)
        return request.redirect(self._get_expenses_url(activity, "submitted"))

    def _render_lump(self, activity, form, issues=(), alert="", status=200):
        today = fields.Date.context_today(activity)
        write = wording.amount_writer(request.env, activity.currency_id)
        kinds = [
            (kind.id, f"{kind.name} ({write(float(amount))})")
            for kind in activity._portal_get_expense_kinds("lump")
            for amount in [activity._portal_get_lump_amount(kind, today)]
        ]
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_expense_lump",
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
            "kinds": kinds,
        }
        return request.render(
            "caetic_expenses.portal_my_activity_expense_lump", values, status=status
        )

    # -- one claim ---------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/expenses/<int:expense_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_expense(self, activity_id, expense_id, message="", **kw):
        activity, expense = self._get_expense(activity_id, expense_id)
        if not expense:
            return request.redirect("/my")
        return self._render_expense(activity, expense, message)

    def _render_expense(self, activity, expense, message="", alert="", status=200):
        write = wording.row_writer(request.env, activity.currency_id)
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_expense",
            "row": write(expense._portal_get_row()),
            "trips": expense.caetic_trip_ids,
            "message": message,
            "alert": alert,
        }
        return request.render(
            "caetic_expenses.portal_my_activity_expense", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/expenses/<int:expense_id>/receipt",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_expense_receipt(self, activity_id, expense_id, **kw):
        _activity, expense = self._get_expense(activity_id, expense_id)
        receipt = expense._portal_get_receipt() if expense else None
        if not receipt:
            return request.redirect("/my")
        stream = request.env["ir.binary"]._get_stream_from(receipt)
        return stream.get_response(as_attachment=receipt.mimetype == "application/pdf")

    @route(
        "/my/activities/<int:activity_id>/expenses/<int:expense_id>/submit",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_expense_submit(self, activity_id, expense_id, **post):
        return self._act_on_expense(
            activity_id, expense_id, lambda one: one._portal_submit(), "submitted"
        )

    @route(
        "/my/activities/<int:activity_id>/expenses/<int:expense_id>/discard",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_expense_discard(self, activity_id, expense_id, **post):
        return self._act_on_expense(
            activity_id, expense_id, lambda one: one._portal_discard(), "discarded"
        )

    @route(
        "/my/activities/<int:activity_id>/expenses/<int:expense_id>/copy",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_expense_copy(self, activity_id, expense_id, **post):
        return self._act_on_expense(
            activity_id, expense_id, lambda one: one._portal_copy(), "copied"
        )

    def _act_on_expense(self, activity_id, expense_id, act, message):
        """Do one act on a claim of the user and say what came of it."""
        activity, expense = self._get_expense(activity_id, expense_id)
        if not expense:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                made = act(expense)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_expense(
                activity, expense, alert=error.args[0], status=422
            )
        if made and made._portal_is_editable():
            return request.redirect(f"{made._portal_get_url()}/edit")
        return request.redirect(self._get_expenses_url(activity, message))

    @route(
        "/my/activities/<int:activity_id>/expenses/submit",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_expenses_submit(self, activity_id, **post):
        """Send every draft at once: the claim of a month."""
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                activity._portal_get_expense_drafts()._portal_submit()
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_expense_list(activity, alert=error.args[0], status=422)
        return request.redirect(self._get_expenses_url(activity, "submitted"))
