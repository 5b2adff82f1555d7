# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import struct
import zlib

from PIL import Image

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.image import ImageProcess

from odoo.addons.caetic_members.engine import file_type
from odoo.addons.caetic_members.models.caetic_member_portal import MAX_UPLOAD

PICTURES = ("image/jpeg", "image/png")
LARGEST = 1920
QUALITY = 85
# What a picture that is none makes its decoder say.
BROKEN = (
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    UserError,
    ValueError,
    struct.error,
    zlib.error,
)


class CaeticProfilePicture(models.Model):
    """Pictures of a profile: drawn again, so that nothing else travels with them."""

    _inherit = "caetic.profile"

    @api.model
    def _check_file(self, content, kinds):
        """Return a code of what is wrong with what was sent, or an empty text.

        :param kinds: types accepted, from the first bytes: a name proves nothing
        """
        if not content:
            return "no_file"
        if len(content) > MAX_UPLOAD:
            return "file_size"
        return "" if file_type(content) in kinds else "file_type"

    @api.model
    def _read_picture(self, content):
        """Return ``(base64 of the picture, issue)``.

        The picture is decoded, resized and encoded anew: the place where it was taken
        and whatever hides in the file are left behind.
        """
        issue = self._check_file(content, PICTURES)
        if issue:
            return False, "picture" if issue == "file_type" else issue
        try:
            drawn = self._draw_again(content)
        except BROKEN:
            return False, "picture"
        return base64.b64encode(drawn), ""

    @api.model
    def _draw_again(self, content):
        """Return the picture encoded anew, without what its file said besides it."""
        process = ImageProcess(content)
        if process.image.mode == "P":
            process.image = process.image.convert("RGBA")
        process.resize(LARGEST, LARGEST)
        process.image.info = {}
        # Odoo gives the file back as it came where it counts no operation.
        process.operationsCount += 1
        # A quality would bring a PNG down to 256 colours.
        is_png = process.original_format == "PNG"
        return process.image_quality(quality=0 if is_png else QUALITY)
