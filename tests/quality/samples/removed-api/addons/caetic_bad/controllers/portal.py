@http.route("/my/bad", type="json")
def bad():
    pass


@http.route("/my/good", type="jsonrpc")
def good():
    pass
