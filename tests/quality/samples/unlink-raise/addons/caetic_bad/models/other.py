def unlink(self):
    return super().unlink()
