class TestBad:
    def test_bad(self):
        self.record.action_post()

    def test_good(self):
        self.assertEqual(self.record.state, "posted")

    def test_good_by_helper(self):
        self._see("posted")

    def _see(self, state):
        self.assertEqual(self.record.state, state)

    def test_good_by_raise(self):
        with self.assertRaises(ValueError):
            self.record.action_post()
