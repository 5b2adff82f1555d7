# TODO write this
# TODO(#12) write this
x = 1  # FIXME
