self.env._(f"Hello {name}")
self.env._("Hello %s" % name)
self.env._("Hello %s") % name
self.env._("Hello {}").format(name)
self.env._(text)
self.env._("Hello %(name)s", name=name)
self.env._("Hello " "you")
