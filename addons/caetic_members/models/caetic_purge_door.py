# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The private door through which a purge rewrites what nobody else may.

Steps, decided reviews and signed contracts are sealed: they are evidence. When the law
wants a person forgotten (RGPD art. 17, R802), the run of ``caetic.purge`` empties their
texts, and only it. The key is an object that lives in this process: a context that
comes by RPC holds texts, numbers and lists, never this very object, so that no caller
can make one.
"""

KEY = "caetic_purge_door"
_OPEN = object()


def through_door(records):
    """Return records whose seals give way, and whose changes leave no trace."""
    return records.with_context(
        **{KEY: _OPEN}, tracking_disable=True, mail_notrack=True, mail_create_nolog=True
    )


def is_open(records):
    """Tell whether records came through the door."""
    return records.env.context.get(KEY) is _OPEN
