# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Set up the companies that had their French chart before this addon came."""
    companies = env["res.company"].search([("chart_template", "=", "fr")])
    companies._caetic_load_purchases()
