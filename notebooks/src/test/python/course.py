"""The course as files: its notebooks, and the Java that belongs to their exercises."""

import json
import pathlib
import re

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def plain(text):
    """Text without terminal colours."""
    return ANSI.sub("", text)


def source(cell):
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def tags(cell):
    return cell.get("metadata", {}).get("tags", [])


def facts(cell):
    """The course's own metadata of a cell."""
    return cell.get("metadata", {}).get("lockstep", {})


def name(index, cell):
    return f"cell {index + 1} ({cell.get('id', 'without id')})"


class Notebook:
    def __init__(self, path):
        self.path = path
        self.stem = path.stem
        self.json = json.loads(path.read_text(encoding="utf-8"))
        self.cells = self.json.get("cells", [])

    @property
    def package(self):
        """02-spin-lock -> ch02_spin_lock"""
        return "ch" + self.stem.replace("-", "_")

    def exercises(self):
        """(index, cell, exercise id) of each exercise cell."""
        return [(i, c, facts(c).get("exercise")) for i, c in enumerate(self.cells)
                if "exercise" in tags(c) or "exercise" in facts(c)]


class Exercise:
    """One exercise as its check class declares it."""

    def __init__(self, root, check):
        text = check.read_text(encoding="utf-8")
        self.check = check
        self.package = check.parent.name
        declared = re.search(r"@Exercise\s*\((.*?)\)\s*(?:@|public\s|final\s|class\s)", text, re.S)
        body = declared.group(1) if declared else ""
        found = re.search(r"\bid\s*=\s*\"([^\"]+)\"", body)
        self.id = found.group(1) if found else None
        found = re.search(r"\bstarter\s*=\s*([\w.]+)\.class", body)
        self.starter_name = found.group(1) if found else None
        java = f"{self.starter_name}.java"
        self.starter = root / "exercises/src/main/java/lockstep/exercises" / self.package / java
        self.solution = root / "solutions/src/main/java/lockstep/solutions" / self.package / java
        self.wrong = root / "solutions/src/test/java/lockstep/wrong" / self.package / f"{self.starter_name}Wrong.java"


class Course:
    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        self.notebooks = [Notebook(p) for p in sorted((self.root / "notebooks").glob("*.ipynb"))]
        checks = sorted((self.root / "exercises/src/test/java/lockstep/exercises").glob("*/*Check.java"))
        self.exercises = [Exercise(self.root, c) for c in checks]

    def exercise(self, number):
        return next((e for e in self.exercises if e.id == number), None)

    def packages(self, folder):
        """The chapter packages below a folder."""
        base = self.root / folder
        return {p.name for p in base.iterdir() if p.is_dir() and any(p.glob("*.java"))} if base.is_dir() else set()


def cell_text(java_file):
    """What an exercise cell shows of a Java file: without package line, imports, and the blank lines after them."""
    lines = java_file.read_text(encoding="utf-8").splitlines()
    while lines and (not lines[0].strip() or re.match(r"(package|import)\s", lines[0])):
        lines.pop(0)
    return "\n".join(lines).rstrip()
