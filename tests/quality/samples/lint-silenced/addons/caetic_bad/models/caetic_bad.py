import a  # noqa
import b  # noqa: F401
import c  # noqa: F401 the hook is found by its name
x = 1  # pylint: disable=invalid-name
y = 1  # pylint: disable=invalid-name because the law calls it y
