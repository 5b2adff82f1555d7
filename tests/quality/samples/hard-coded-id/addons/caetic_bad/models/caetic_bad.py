env["res.users"].browse(2)
env["res.users"].browse([1, 2])
if company.id == 1:
    pass
if env.uid in (1, 2):
    pass
if company.id == other.id:
    pass
