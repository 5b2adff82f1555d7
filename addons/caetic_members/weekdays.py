# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Days of the week, as selections of several models keep them."""

# The figure is that of Python's ``date.weekday()``.
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
