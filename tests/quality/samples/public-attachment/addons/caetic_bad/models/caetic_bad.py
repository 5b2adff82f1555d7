env["ir.attachment"].create({"name": "a", "public": True})
attachment.public = True
env["ir.attachment"].create({"name": "a", "public": False})
