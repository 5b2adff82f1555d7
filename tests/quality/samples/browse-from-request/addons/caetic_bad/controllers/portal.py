class Portal:
    def bad(self, **post):
        request.env["caetic.bad"].browse(int(post["id"]))
        request.env["caetic.bad"].browse([int(i) for i in post["ids"]])
        request.env["caetic.bad"].search([("id", "=", int(post["id"]))])
