"""Print the findings of the named checks, or of all."""

import sys

from . import CHECKS, REPOSITORY, Policy, Tree, read_reviews, unreviewed


def main(names: list[str]) -> int:
    tree, reviews, blocking = Tree(REPOSITORY), read_reviews(), 0
    for name in names or CHECKS:
        findings = unreviewed(tree, name, reviews)
        if findings:
            print(f"## {name} ({CHECKS[name].policy.value}): {CHECKS[name].why}")
            print("\n".join(f"  {finding}" for finding in findings))
        if CHECKS[name].policy is not Policy.REPORT:
            blocking += len(findings)
    return int(bool(blocking))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
