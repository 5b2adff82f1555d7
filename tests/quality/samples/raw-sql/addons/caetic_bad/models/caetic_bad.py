self.env.cr.execute("SELECT 1")
self.env.execute_query(SQL("SELECT 1"))
self._read_group([])
