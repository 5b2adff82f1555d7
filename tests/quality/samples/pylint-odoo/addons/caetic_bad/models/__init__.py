from . import caetic_bad
