# why
records_sudo = records.sudo()
