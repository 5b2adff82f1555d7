# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Errors of the payroll engine: a code and facts, no prose; screens put it in words."""


class PayrollError(Exception):
    """Refusal to compute.

    :param code: what is wrong, for instance ``out_of_reach``
    :param params: facts to show with the message, by name
    """

    def __init__(self, code: str, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self):
        facts = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code}: {facts}" if facts else self.code


class MissingParameter(PayrollError):
    """No row states the figure ``parameter`` on the day ``date``.

    ``code`` is ``missing_parameter``; ``params`` holds ``parameter`` and ``date``.
    """

    def __init__(self, parameter, date):
        super().__init__("missing_parameter", parameter=parameter, date=date)


class OverlappingParameter(PayrollError):
    """Two rows state the figure ``parameter`` from the same day ``date`` on.

    ``code`` is ``overlapping_parameter``; ``params`` holds ``parameter`` and ``date``.
    """

    def __init__(self, parameter, date):
        super().__init__("overlapping_parameter", parameter=parameter, date=date)
