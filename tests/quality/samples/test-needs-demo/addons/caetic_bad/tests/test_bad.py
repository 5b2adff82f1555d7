class TestBad:
    def test_bad(self):
        self.env.ref("base.user_demo")
        self.env.ref("caetic_bad.demo_member")
        self.env.ref("base.user_admin")
