class Amount:
    def net(self):
        return 0

    def _gross(self):
        return 0


def total(lines):
    return sum(lines)


def good(lines):
    """Return the sum of the lines, in EUR."""
    return sum(lines)


def _helper():
    return 0
