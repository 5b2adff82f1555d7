records.sudo().write({"state": "posted"})
env["caetic.bad"].sudo().create(
    {}
)
record.sudo().state = "posted"
records_sudo = records.sudo()
records_sudo.write({})
