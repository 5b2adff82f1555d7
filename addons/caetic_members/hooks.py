# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Set up the companies that had their French chart before this addon came."""
    companies = env["res.company"].search([("chart_template", "!=", False)])
    companies._caetic_load_chart()
    env["res.company"].search([])._caetic_ensure_structure()
    env["caetic.ownership"]._state_all()
