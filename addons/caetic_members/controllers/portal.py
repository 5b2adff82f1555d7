# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.http import content_disposition, request, route

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..engine import TERMS
from . import wording

# Largest identifier that the database can hold.
MAX_ID = 2**31 - 1


def path_id(number):
    """Return an identifier of the path, 0 for what a form sends under its name.

    A route without that part of the path would take it for the record to change.

    >>> path_id(12), path_id("12")
    (12, 0)
    """
    return number if isinstance(number, int) else 0


# What most pages of an activity show or compute with, read with the activity itself.
ACTIVITY_FIELDS = (
    "name",
    "active",
    "availability_policy",
    "company_id",
    "date_end",
    "date_start",
    "reserve_floor",
    "reserve_months",
    "scheme_id",
    "write_date",
)


def own_activities(env, limit=None):
    """Return the activities whose member is the user, read as the user."""
    activities = env["caetic.activity"]
    if not activities.has_access("read"):
        return activities
    return activities.search_fetch(
        [("member_ids.user_id", "=", env.uid)], ACTIVITY_FIELDS, limit=limit
    )


class CaeticPortal(CustomerPortal):
    """Frame of the entrepreneur's pages; the other addons derive from it."""

    _term_page_size = 30
    _pending_page_size = 20

    # -- what every page of an activity needs -------------------------------------

    def _get_own_activities(self):
        """Return ``own_activities``, asked of the database once a request."""
        known = vars(request).setdefault("caetic_activities", {})
        uid = request.env.uid
        if uid not in known:
            known[uid] = own_activities(request.env)
        return known[uid].with_env(request.env)

    def _get_activity(self, activity_id):
        """Return the activity if the user may read it, else an empty record.

        The record rule decides; an unknown identifier and a forbidden one give the
        same answer, so that nothing is learnt by trying numbers.
        """
        activities = request.env["caetic.activity"]
        if not 0 < activity_id <= MAX_ID:
            return activities
        own = self._get_own_activities().filtered(lambda one: one.id == activity_id)
        return own or activities.search([("id", "=", activity_id)], limit=1)

    def _get_own_activity(self, activity_id):
        """Return the activity if the user is a member of it, else an empty record."""
        own = self._get_own_activities()
        return own.filtered(lambda activity: activity.id == activity_id)

    def _activity_page_values(self, activity, page):
        """Values that ``caetic_members.portal_layout`` needs.

        :param activity: caetic.activity as returned by ``_get_activity``
        :param page: place of the bar that is lit (``home``, ``sales``, ``money``,
            ``workshops``, ``network``)
        """
        return {
            **self._prepare_portal_layout_values(),
            "activity": activity,
            "activities": self._get_own_activities(),
            "has_logo": activity._has_logo_sudo(),
            "currency": activity.currency_id,
            "place": page,
            "page_name": f"caetic_{page}",
        }

    def _own_page_values(self, place):
        """Values of a page of the person, in the frame of their first activity, if any.

        :param place: place of the bar that is lit, as for ``_activity_page_values``
        """
        activity = self._get_own_activities()[:1]
        if activity:
            return self._activity_page_values(activity, place)
        return {**self._prepare_portal_layout_values(), "activity": activity}

    def _person_page_values(self, page):
        """Values that ``caetic_members.portal_person_layout`` needs.

        :param page: page of the person that is lit (``file``, ``contracts``,
            ``shares``, ``deadlines``)
        """
        return {
            **self._own_page_values("person"),
            "person_page": page,
            "page_name": f"caetic_person_{page}",
        }

    def _send_paper(self, content, name):
        """Send a PDF to keep: it is the reader's, and stays in no cache."""
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "private, no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    # -- /my ----------------------------------------------------------------------

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_activity_count" in counters:
            values["caetic_activity_count"] = len(self._get_own_activities())
        return values

    @route("/my/activities", type="http", auth="user", website=True, readonly=True)
    def portal_my_activities(self, **kw):
        activities = self._get_own_activities()
        if len(activities) == 1:
            return request.redirect(f"/my/activities/{activities.id}")
        statements = activities._get_statements()
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "caetic_activities",
            "rows": [
                {
                    "activity": activity,
                    "has_logo": activity._has_logo_sudo(),
                    "available": float(statements[activity.id].available),
                }
                for activity in activities
            ],
        }
        return request.render("caetic_members.portal_my_activities", values)

    # -- home of an activity ------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity(self, activity_id, **kw):
        activity = self._get_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        values = self._prepare_activity_values(activity)
        return request.render("caetic_members.portal_my_activity", values)

    def _prepare_activity_values(self, activity):
        """Values of the dashboard; to extend for the blocks of other addons."""
        today = fields.Date.context_today(activity)
        # Found as the user by _get_activity: each figure need not ask again.
        activity_sudo = activity.sudo()
        totals = activity_sudo._get_pending_totals()[activity.id]
        month = activity_sudo._get_month_summary(today)
        statement = activity_sudo._get_statement(today)
        return {
            **self._activity_page_values(activity, "home"),
            "available": float(statement.available),
            "shares_awaited": float(statement.shares_awaited),
            "pending": totals,
            "pending_words": wording.pending_words(request.env, totals),
            "todos": activity._get_todo(),
            "today": today,
            "month": {key: float(amount) for key, amount in month.items()},
        }

    # -- money --------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/money",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_money(self, activity_id, pending=None, **kw):
        activity = self._get_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        limit = None if pending == "all" else self._pending_page_size
        values = self._prepare_money_values(activity, limit)
        return request.render("caetic_members.portal_my_activity_money", values)

    def _prepare_money_values(self, activity, limit):
        today = fields.Date.context_today(activity)
        # Found as the user by _get_activity: each figure need not ask again.
        activity_sudo = activity.sudo()
        statement = activity_sudo._get_statement(today)
        return {
            **self._activity_page_values(activity, "money"),
            "available": float(statement.available),
            "payable": float(statement.payable),
            "kept": self._get_kept_lines(statement),
            "lines": self._get_statement_lines(activity, statement),
            "contribution": self._get_contribution_lines(statement),
            "contribution_due": float(statement.contribution_due.amount),
            "fees": [
                {"name": line.name, "month": line.month, "amount": float(line.amount)}
                for line in statement.fees_due.lines
            ],
            "shares_awaited": float(statement.shares_awaited),
            "shares_owed": float(statement.shares_owed),
            **self._prepare_share_values(activity_sudo, statement, limit, today),
            "pending": activity_sudo._get_pending_totals()[activity.id],
            "documents": [
                {
                    **document,
                    "amount_available": float(document["amount_available"]),
                    "words": wording.due_words(
                        request.env, document["date_due"], today
                    ),
                }
                for document in activity_sudo._get_pending_documents(limit=limit)
            ],
        }

    def _prepare_share_values(self, activity_sudo, statement, limit, today):
        """Shares of others' invoices that are awaited; nothing is read without one."""
        shares = []
        if statement.shares_awaited:
            # One more than what is shown tells whether there are others.
            shares = activity_sudo._get_awaited_shares(limit and limit + 1)
        return {
            "shares_more": bool(limit) and len(shares) > limit,
            "shares": [
                {
                    **share,
                    "amount": float(share["amount"]),
                    "words": wording.due_words(request.env, share["date_due"], today),
                }
                for share in shares[:limit]
            ],
        }

    def _get_statement_lines(self, activity, statement):
        """Lines of the account in words; those of the ledger open their items.

        Terms that hold nothing are left out: most activities use four of the ten.
        """
        labels = wording.term_labels(request.env, activity.availability_policy)
        return [
            {
                "code": code,
                "label": labels.get(code, code),
                "amount": float(amount),
                "url": f"/my/activities/{activity.id}/money/{code}"
                if code in TERMS
                else f"#caetic_{code.removesuffix('_due')}",
            }
            for code, amount in statement.lines
            if amount
        ]

    def _get_kept_lines(self, statement):
        """Amounts between what is available and what can be paid, in order."""
        amounts = {
            "advance": statement.advance,
            "reserve": -statement.reserve_floor if not statement.advance else 0,
            "withheld": -statement.withheld,
            "asked": -statement.pending,
        }
        words = wording.why_words(request.env)
        return [
            {"code": code, "label": words[code][0], "amount": float(amount)}
            for code, amount in amounts.items()
            if amount
        ]

    def _get_contribution_lines(self, statement):
        scheme = request.env["caetic.contribution.scheme"]
        return [
            {
                "label": scheme._get_step_label(line.code, line.detail),
                "base": float(line.base),
                "rate": float(line.rate),
                "amount": float(line.amount),
            }
            for line in statement.contribution_due.lines
        ]

    @route(
        [
            "/my/activities/<int:activity_id>/money/<string:term>",
            "/my/activities/<int:activity_id>/money/<string:term>/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_term(self, activity_id, term, page=1, **kw):
        activity = self._get_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        return self._render_term(activity, term, page)

    def _render_term(self, activity, term, page):
        """Show what an amount of the account is made of; to extend."""
        if term not in TERMS:
            return request.redirect(f"/my/activities/{activity.id}/money")
        values = self._prepare_term_values(activity, term, page)
        return request.render("caetic_members.portal_my_activity_term", values)

    def _prepare_term_values(self, activity, term, page):
        size = self._term_page_size
        # The model returns items in superuser mode after it has checked the activity.
        items_sudo, total = activity._get_term_items(
            term, offset=(min(max(path_id(page), 1), MAX_ID) - 1) * size, limit=size
        )
        labels = wording.term_labels(request.env, activity.availability_policy)
        statement = activity._get_statement()
        return {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_term",
            "term": term,
            "term_label": labels[term],
            "term_amount": float(dict(statement.lines).get(term, 0)),
            "items": items_sudo,
            "total": total,
            "pager": portal_pager(
                f"/my/activities/{activity.id}/money/{term}", total, page, size
            ),
        }
