# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import Controller, content_disposition, request, route

MAX_ID = 2**31 - 1
TYPES = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class CaeticIndicators(Controller):
    """Tables for funders, small numbers left out (R808)."""

    @route(
        "/caetic/indicators/<int:snapshot_id>/<string:kind>", type="http", auth="user"
    )
    def export(self, snapshot_id, kind):
        snapshots = request.env["caetic.indicator.snapshot"]
        if kind not in TYPES or not 0 < snapshot_id <= MAX_ID:
            raise request.not_found()
        if not snapshots.has_access("read"):
            raise request.not_found()
        snapshot = snapshots.search([("id", "=", snapshot_id)])
        if not snapshot:
            raise request.not_found()
        content = snapshot._export_csv() if kind == "csv" else snapshot._export_xlsx()
        # R809: who takes numbers out is written down.
        snapshot._message_log(body=request.env._("Exported as %(kind)s.", kind=kind))
        return request.make_response(
            content,
            headers=[
                ("Content-Type", TYPES[kind]),
                ("Content-Disposition", content_disposition(f"{snapshot.name}.{kind}")),
            ],
        )
