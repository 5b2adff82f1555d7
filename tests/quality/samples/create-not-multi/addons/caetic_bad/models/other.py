class Other:
    @api.model_create_multi
    def create(self, vals_list):
        return super().create(vals_list)
