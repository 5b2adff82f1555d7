# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The style sheets of a print, as files that the printer may read."""

import re
from pathlib import Path

from odoo.tools.misc import file_path

SHEET = re.compile(r'href="/web/assets/(?:\d+/)?\w+/([\w.]+\.css)"')
ADDRESS = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)["']?\s*\)""")
STATIC = re.compile(r"/(\w+/static/[^?#]+)")
NOTHING = "url(data:,)"


class PaperStyles:
    """Style sheets written once per print, at their first use.

    :param env: Odoo's environment, which knows the sheets
    :param folder: where they are written
    :ivar folders: what the printer must be allowed to read: the sheets, their fonts
    """

    def __init__(self, env, folder):
        self.env = env
        self.folder = Path(folder)
        self.folders = {str(folder)}

    def localize(self, page):
        """Return a page whose style sheets are files.

        :param page: text of the page, or nothing
        """
        return page and SHEET.sub(
            lambda found: f'href="{self._get_sheet(found[1])}"', page
        )

    def _get_sheet(self, name):
        path = self.folder / name
        if not path.exists():
            text = ADDRESS.sub(
                lambda found: self._get_address(found[1]), self._compile(name)
            )
            path.write_text(text, encoding="utf-8")
        return path.as_uri()

    def _compile(self, name):
        """Return the text of a style sheet; Odoo keeps it once compiled."""
        bundle, rtl, _kind, prefix = self.env["ir.asset"]._parse_bundle_name(
            name, False
        )
        found = self.env["ir.qweb"]._get_asset_bundle(
            bundle, js=False, rtl=rtl, autoprefix=prefix
        )
        return found.css().raw.decode()

    def _get_address(self, address):
        """Return ``url(...)`` of a static file of an addon, and of nothing else.

        A font of another house would be asked for at each print: it would learn who
        prints when, and the paper would wait for it.
        """
        found = STATIC.match(address)
        try:
            path = Path(file_path(found[1])) if found else None
        except (FileNotFoundError, ValueError):
            path = None
        if not path:
            return NOTHING
        self.folders.add(str(path.parent))
        return f'url("{path.as_uri()}")'
