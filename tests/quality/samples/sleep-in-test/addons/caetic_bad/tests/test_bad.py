class TestBad:
    def test_bad(self):
        time.sleep(1)
        self.assertTrue(True)
