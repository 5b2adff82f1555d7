_logger.info(self.env._("Done"))
_logger.warning("%s", self.env._("Done"))
_logger.info("Done")
