# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Errors of the engines: a code and facts, no prose; the adapter puts it in words."""


class EngineError(Exception):
    """Refusal to compute.

    :param code: what is wrong, for instance ``not_a_number``
    :param params: facts to show with the message
    """

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params
