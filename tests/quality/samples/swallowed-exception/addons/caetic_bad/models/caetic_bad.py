def bad(self):
    try:
        self.work()
    except:
        pass


def bad_too(self):
    try:
        self.work()
    except (ValueError, Exception):
        return False


def good(self):
    try:
        self.work()
    except ValueError:
        return False


def good_too(self):
    try:
        self.work()
    except Exception:
        _logger.exception("Failed")
