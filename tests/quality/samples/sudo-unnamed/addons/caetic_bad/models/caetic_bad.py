records = self.sudo()
total = (
    self.env["caetic.bad"]
    .sudo()
    .search([])
)
for record in self.sudo():
    pass
records_sudo = self.sudo()
for record_sudo in self.sudo():
    pass
