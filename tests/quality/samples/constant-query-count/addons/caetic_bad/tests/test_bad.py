class TestBad:
    def test_bad(self):
        value = 1


        with self.assertQueryCount(12):
            pass

    def test_good(self):
        # 3: the session, the user, the activities; the same for 50 and 100
        with self.assertQueryCount(3):
            pass
