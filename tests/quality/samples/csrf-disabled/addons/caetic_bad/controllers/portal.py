class Portal:
    @http.route(
        "/my/bad",
        auth="user",
        csrf=False,
    )
    def bad(self):
        pass

    @http.route("/my/good", auth="user", methods=["POST"])
    def good(self):
        pass
