class TestBad(TransactionCase):
    def test_bad(self):
        self.assertTrue(self.record)


@tagged("post_install")
class TestHalf(TransactionCase):
    def test_half(self):
        self.assertTrue(self.record)


@tagged("post_install", "-at_install")
class TestGood(TransactionCase):
    def test_good(self):
        self.assertTrue(self.record)


class Common(TransactionCase):
    def _see(self):
        return self.record
