# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .story import Story


def post_init_hook(env):
    """Tell the story of the demonstration cooperative, relative to today."""
    Story(env).tell()
