def bad(self):
    """Do something."""
    records_sudo = self.sudo()
    return records_sudo


def good(self):
    # The entrepreneur may read the total, not the items.
    records_sudo = self.sudo()
    return records_sudo


def good_too(self):
    return self.sudo()  # checked by the caller


def bad_too(self):
    x = 1
    y = 2
    return self.sudo()
