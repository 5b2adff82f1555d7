class Portal:
    @http.route("/bad", auth="public")
    def bad(self):
        pass

    @http.route(
        ["/bad_too", "/bad_too/<int:page>"],
        type="http",
        auth="none",
    )
    def bad_too(self):
        pass

    @http.route("/my/good", auth="user")
    def good(self):
        pass
