class TestBad:
    def test_bad(self):
        self.assertTrue(self.record.state, "posted")
        self.assertFalse(self.record.state, self.other)
        self.assertTrue(self.record.active, "the record stays visible")
