class TestBad:
    def test_bad(self):
        self.skipTest("later")

    @unittest.skip("later")
    def test_bad_too(self):
        pass

    @skipIf(True, "later")
    def test_bad_again(self):
        pass

    def test_good(self):
        self.skip_weekend()
