# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

import qrcode

from odoo import api, models

# Odoo's own limits: pixels of the picture, and of its longer side.
AREA, SIDE = 1200000, 10000
BORDER = 4


class IrActionsReport(models.Model):
    """QR codes drawn by the library that Odoo already uses for its passwords.

    Odoo draws them with reportlab, whose painter of pictures is a compiled part that
    Python's registry has for few platforms: pages and e-mails would miss their codes.
    """

    _inherit = "ir.actions.report"

    @api.private
    @api.model
    def barcode(self, barcode_type, value, **kwargs):
        """Return the picture of a code, as PNG.

        :raises ValueError: the picture is too large, or holds too long a text
        """
        if barcode_type != "QR" or kwargs.get("mask"):
            return super().barcode(barcode_type, value, **kwargs)
        width, height = (int(kwargs.get(name, 100)) for name in ("width", "height"))
        if width * height > AREA or max(width, height) > SIDE or min(width, height) < 1:
            raise ValueError("Barcode too large")
        is_quiet = str(kwargs.get("quiet", 1)) not in ("0", "False")
        code = qrcode.QRCode(border=BORDER if is_quiet else 0)
        code.add_data(value)
        try:
            code.make()
        except (ValueError, qrcode.exceptions.DataOverflowError) as error:
            raise ValueError("Cannot convert into QR code.") from error
        picture = io.BytesIO()
        code.make_image().get_image().resize((width, height)).save(picture, "PNG")
        return picture.getvalue()
