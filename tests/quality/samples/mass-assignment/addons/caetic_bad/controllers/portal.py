class Portal:
    def bad(self, **post):
        request.env["caetic.bad"].create(post)

    def bad_too(self, **typed):
        record.write({**typed, "state": "draft"})
        request.env["caetic.bad"].create([dict(typed)])
        record.write(request.params)

    def good(self, **post):
        activity._portal_save(post.get("name"))
        session.update(post)
        record.write({"name": post["name"]})
