# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Holes dug on purpose: the matrix that proves the absence of holes finds each.

Each record rule of portal users is opened, each model is given to them, and an addon
brings methods and routes that forget to check.
"""

from contextlib import contextmanager

import pytest
from calls import columns, method_calls, reads, text_field, writes
from visits import visits
from world import Place, World, read_inside

MANIFEST = '{"name": "Holes", "depends": ["caetic_invoicing"], "license": "AGPL-3"}'
SOURCE = """
from odoo import api, models
from odoo.http import Controller, request, route

from odoo.addons.caetic_invoicing.controllers.invoices import InvoicesPortal


class Move(models.Model):
    _inherit = "account.move"

    def hole_read(self):
        return self.sudo().read(["ref"])

    def hole_submit(self):
        return self.sudo()._caetic_submit()


class Partner(models.Model):
    _inherit = "res.partner"

    @api.model
    def hole_take(self, partner_id):
        self.sudo().browse(partner_id).name = "Taken"


class Holes(Controller):
    @route("/hole/file/<int:attachment_id>", type="http", auth="public")
    def file(self, attachment_id):
        return request.env["ir.attachment"].sudo().browse(attachment_id).raw or ""

    @route("/hole/rename", type="http", auth="user", methods=["POST"])
    def rename(self, customer_id):
        partners = request.env["res.partner"].sudo()
        partners.browse(int(customer_id)).name = "Taken"
        return ""

    @route("/hole/talk", type="jsonrpc", auth="public")
    def talk(self, thread_model, thread_id):
        thread = request.env[thread_model].sudo().browse(thread_id)
        return thread.read(["display_name"])


class Unchecked(InvoicesPortal):
    def _get_document(self, activity_id, document_id):
        move = request.env["account.move"].sudo().browse(document_id)
        return move.caetic_activity_id, move
"""
PREVIEW = "/my/activities/<int:activity_id>/invoices/<int:document_id>/preview"
METHODS = {"hole_read": "tells", "hole_submit": "of alix", "hole_take": "of alix"}
ROUTES = {
    "/hole/file/<int:attachment_id>": ("public", "tells"),
    "/hole/rename": ("basile", "updates res_partner"),
    "/hole/talk": ("public", "tells SECRET"),
    PREVIEW: ("basile", "tells SECRET"),
}
RULES = """
SELECT r.id, m.model, r.domain_force FROM ir_rule r JOIN ir_model m ON m.id = r.model_id
JOIN rule_group_rel g ON g.rule_group_id = r.id
JOIN ir_model_data d ON d.model = 'res.groups' AND d.res_id = g.group_id
WHERE d.module = 'base' AND d.name = 'group_portal' AND r.perm_read AND r.active
AND m.model = ANY(%s) ORDER BY r.id
"""


# What another rule closes as well: the one of the partner that a user is, or Odoo's own
# checks of who reads the document.
KEPT_USER = {"res.users", "calendar.attendee"}
# What a group wrote, and answers about sessions: rules for everybody, no right opens.
KEPT_GROUP = {
    "caetic.accelerator.content",
    "caetic.accelerator.idea",
    "caetic.accelerator.learned",
    "survey.user_input",
    "survey.user_input.line",
}
# The digest of a private address tells nothing; a rule for all keeps the skills of who
# is not listed; stages are those by which staff sort their own tasks.
KEPT_TO_READ = {
    "caetic.calendar.token",
    "hr.employee.skill",
    "ir.attachment",
    "mail.activity",
    "mail.message",
    "project.task.stage.personal",
    "project.task.type",
    *KEPT_GROUP,
}
KEPT_TO_WRITE = {
    "account.move",
    "calendar.event",
    "hr.employee.skill",
    "mail.message",
    "project.project",
    "res.users",
}
OPEN = "[(1, '=', 1)]"


@pytest.fixture(scope="module")
def holed(told, make_copy, make_server, tmp_path_factory):
    """A copy of the world with an addon that forgets to check."""
    from support.odoo import script

    addon = tmp_path_factory.mktemp("addons") / "caetic_hole"
    addon.mkdir()
    (addon / "__manifest__.py").write_text(MANIFEST)
    (addon / "__init__.py").write_text(SOURCE)
    database, folders = make_copy(), [addon.parent]
    server = make_server(database, folders=folders, extra=["-i", addon.name])
    inventory = f"story = {{}}\n{read_inside('inventory.py')}\nanswer(story)"
    story = {**told[1], **script(database, inventory, folders)}
    return World([Place(database, server, story)], story)


def portal_rules(world):
    """``(identifier, model, domain)`` of what limits portal users on Alix's models."""
    return world.changes.query(RULES, list(world.alix["rows"]))


@contextmanager
def written(world, model, ids, values, before):
    """Records of the server's own settings, written for a moment."""
    admin = world.visitor("admin")
    assert admin.call(model, "write", [ids], {"vals": values}).done
    try:
        yield
    finally:
        assert admin.call(model, "write", [ids], {"vals": before}).done


@contextmanager
def granted(world, model, *rights):
    """Portal users have rights on a model for a moment."""
    find = world.changes.query
    number = find("SELECT id FROM ir_model WHERE model = %s", model)[0][0]
    portal = find("SELECT res_id FROM ir_model_data WHERE name = 'group_portal'")[0][0]
    values = {"name": "Hole", "model_id": number, "group_id": portal}
    values |= {f"perm_{right}": True for right in rights}
    admin = world.visitor("admin")
    made = admin.call("ir.model.access", "create", [[values]])
    try:
        yield
    finally:
        assert admin.call("ir.model.access", "unlink", [made.result]).done


def is_found(world, model):
    """Whether the calls that read tell of it."""
    ids = world.alix["rows"][model]
    calls = reads(model, ids, columns(world.models[model]))
    return bool(world.faults("basile", calls))


def test_each_rule_that_is_open_is_found(holed):
    missed, rules = set(), portal_rules(holed)
    for number, model, domain in rules:
        opened, before = {"domain_force": OPEN}, {"domain_force": domain}
        with written(holed, "ir.rule", [number], opened, before):
            missed |= set() if is_found(holed, model) else {model}
    assert len(rules) > 12
    assert missed == KEPT_USER


def test_each_model_without_its_rules_is_found(holed):
    missed, rules = set(), portal_rules(holed)
    for model in sorted({model for _number, model, _domain in rules}):
        ids = [number for number, name, _domain in rules if name == model]
        with written(holed, "ir.rule", ids, {"active": False}, {"active": True}):
            missed |= set() if is_found(holed, model) else {model}
    assert missed == KEPT_USER


def test_each_model_that_is_given_to_read_is_found(holed):
    ruled = {model for _number, model, _domain in portal_rules(holed)}
    missed, closed = set(), set(holed.alix["rows"]) - ruled
    for model in sorted(closed):
        with granted(holed, model, "read"):
            missed |= set() if is_found(holed, model) else {model}
    assert len(closed) > 12
    assert missed == KEPT_TO_READ


def test_each_model_that_is_given_to_write_is_found(holed):
    missed = set()
    for model, ids in holed.alix["rows"].items():
        calls = list(writes(model, ids, text_field(holed.models[model])))
        # The next ones need the record.
        calls = [call for call in calls if call.method != "unlink"]
        with granted(holed, model, "read", "write", "create"):
            missed |= set() if holed.faults("basile", calls) else {model}
    assert missed == KEPT_TO_WRITE


def test_each_method_that_forgets_to_check_is_found(holed):
    calls = method_calls(holed, holed.alix, every=True)
    calls = [call for call in calls if call.method in METHODS]
    found = holed.faults("basile", calls)
    for method, words in METHODS.items():
        assert [fault for fault in found if method in fault and words in fault]


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_that_forgets_to_check_is_found(holed, route):
    login, words = ROUTES[route]
    requests = [v for v in visits(holed.routes, holed.alix) if v.route == route]
    assert [fault for fault in holed.faults(login, requests) if words in fault]
