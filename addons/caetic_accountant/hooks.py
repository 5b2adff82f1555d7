# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Make the reports of the fiscal year for the companies that are there."""
    env["mis.report.instance"]._cron_follow_fiscal_year()
