# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile

from odoo import models

from ..paper_styles import PaperStyles


class IrActionsReport(models.Model):
    """Papers whose styles and fonts are read from the disk.

    The printer asks Odoo for them over HTTP while the worker that prints waits for the
    printer: as many people who print at once as there are workers, and all of them
    wait until they are killed.
    """

    _inherit = "ir.actions.report"

    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        with tempfile.TemporaryDirectory(prefix="report.styles.") as folder:
            styles = PaperStyles(self.env, folder)
            report = self.with_context(caetic_styles=styles)
            return super(IrActionsReport, report)._run_wkhtmltopdf(
                [*map(styles.localize, bodies)],
                report_ref=report_ref,
                header=styles.localize(header),
                footer=styles.localize(footer),
                landscape=landscape,
                specific_paperformat_args=specific_paperformat_args,
                set_viewport_size=set_viewport_size,
            )

    def _build_wkhtmltopdf_args(self, *args, **kw):
        """Let the printer read the styles of this print, and no other of the disk."""
        arguments = super()._build_wkhtmltopdf_args(*args, **kw)
        styles = self.env.context.get("caetic_styles")
        for folder in sorted(styles.folders) if styles else ():
            arguments += ["--allow", folder]
        return arguments
