"""Holds every rule against the course. Usage: check_rules.py ROOT"""

import cases
from course import Course
from rules import RULES


def script(out, root):
    course = Course(root)
    for rule in RULES:
        out.report(rule.__doc__.strip(), list(rule(course)))


if __name__ == "__main__":
    cases.main(script)
