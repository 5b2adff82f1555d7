# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What became of an e-mailed document."""

FAILURES = ("bounce", "exception")
DONE = ("sent", "canceled")


def sending_state(statuses, opened=False):
    """Return ``to_send``, ``sent``, ``failed`` or ``opened``.

    A failure to one of the recipients is a failure: somebody waits for the document.

    >>> sending_state(["sent", "bounce"])
    'failed'
    >>> sending_state(["sent"], opened=True)
    'opened'
    >>> sending_state(["ready"])
    'to_send'

    :param statuses: states of the e-mail by recipient, as Odoo names them
    :param opened: whether the customer read the document on the portal
    """
    if opened:
        return "opened"
    if any(status in FAILURES for status in statuses):
        return "failed"
    if all(status in DONE for status in statuses):
        return "sent"
    return "to_send"
