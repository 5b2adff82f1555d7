class Portal:
    def bad(self):
        # why
        record_sudo = request.env["caetic.bad"].sudo()
        return record_sudo
