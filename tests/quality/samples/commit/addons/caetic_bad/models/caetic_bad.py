self.env.cr.commit()
self._cr.rollback()
self.env.cr.flush()
