"""Shows that each rule can fail: a small sound course is spoilt in one place, and the rule must say so.
Usage: reject_rules.py FIXTURES"""

import json
import pathlib
import shutil
import tempfile

import cases
import rules
from course import Course

SPOILT = []


def spoil(rule, words):
    """Registers a way to spoil the sound course, the rule that must notice, and words that it must say."""
    def register(change):
        SPOILT.append((rule, words, change))
        return change
    return register


class Copy:
    """A copy of the sound course, to be spoilt."""

    def __init__(self, root):
        self.root = root
        self.file = root / "notebooks/00-sample.ipynb"
        self.json = json.loads(self.file.read_text(encoding="utf-8"))

    def cell(self, name):
        return next(c for c in self.json["cells"] if c["id"] == name)

    def edit(self, path, old, new):
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old} is not in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def replace(self, name, old, new):
        cell = self.cell(name)
        assert old in cell["source"], f"{old} is not in cell {name}"
        cell["source"] = cell["source"].replace(old, new)

    def save(self):
        if self.file.exists():
            self.file.write_text(json.dumps(self.json), encoding="utf-8")


STARTERS = "exercises/src/main/java/lockstep/exercises/ch00_sample/"
CHECKS = "exercises/src/test/java/lockstep/exercises/ch00_sample/"
SOLUTIONS = "solutions/src/main/java/lockstep/solutions/ch00_sample/"
WRONG = "solutions/src/test/java/lockstep/wrong/ch00_sample/"


@spoil(rules.notebooks_are_there, "there is no notebook")
def no_notebook_at_all(c): c.file.unlink()

@spoil(rules.notebooks_are_there, "chapter 00 was expected")
def a_gap_in_the_numbers(c): c.file.rename(c.file.with_name("03-sample.ipynb"))

@spoil(rules.notebooks_are_well_formed, "not nbformat 4.5")
def an_older_format(c): c.json["nbformat_minor"] = 4

@spoil(rules.notebooks_are_well_formed, "kernelspec is")
def another_kernel(c): c.json["metadata"]["kernelspec"]["name"] = "python3"

@spoil(rules.notebooks_are_well_formed, "has no proper id")
def a_cell_without_id(c): del c.cell("first")["id"]

@spoil(rules.notebooks_are_well_formed, "two cells have the id")
def one_id_twice(c): c.cell("first")["id"] = "fails"

@spoil(rules.notebooks_are_well_formed, "is empty")
def an_empty_cell(c): c.cell("first")["source"] = " \n"

@spoil(rules.notebooks_are_well_formed, "not a valid notebook")
def an_unknown_kind_of_cell(c): c.cell("first")["cell_type"] = "cod"

@spoil(rules.notebooks_are_committed_clean, "has outputs")
def outputs_committed(c): c.cell("first")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "42"}]

@spoil(rules.notebooks_are_committed_clean, "has an execution count")
def an_execution_count_committed(c): c.cell("first")["execution_count"] = 3

@spoil(rules.notebooks_are_committed_clean, "the times of a run")
def times_committed(c): c.cell("first")["metadata"]["execution"] = {"iopub.status.busy": "2026"}

@spoil(rules.exercise_cells_equal_their_starters, "line 9 is")
def an_exercise_cell_that_differs(c): c.replace("ex", 'throw new Todo("0.1");', 'return 0; // TODO')

@spoil(rules.exercise_cells_equal_their_starters, "in the file 11")
def an_exercise_cell_that_is_too_short(c): c.cell("ex")["source"] = "\n".join(c.cell("ex")["source"].splitlines()[:-1])

@spoil(rules.exercise_cells_equal_their_starters, "is not the check cell")
def a_check_cell_for_another_class(c): c.replace("ck", "MyCounter", "MyOther")

@spoil(rules.exercise_cells_equal_their_starters, "is not the check cell")
def a_cell_between_exercise_and_check(c): c.json["cells"].insert(6, dict(c.cell("first"), id="between"))

@spoil(rules.exercise_cells_equal_their_starters, "is not the check cell")
def a_check_cell_without_its_tag(c): c.cell("ck")["metadata"] = {}

@spoil(rules.exercise_cells_equal_their_starters, "0 exercise cells")
def an_exercise_left_out(c): c.json["cells"] = [d for d in c.json["cells"] if d["id"] not in ("ex", "ck")]

@spoil(rules.exercise_cells_equal_their_starters, "2 exercise cells")
def an_exercise_shown_twice(c): c.json["cells"] += [dict(c.cell("ex"), id="again"), dict(c.cell("ck"), id="again-ck")]

@spoil(rules.exercise_cells_equal_their_starters, "no check class declares exercise 0.7")
def an_unknown_number(c): c.cell("ex")["metadata"]["lockstep"]["exercise"] = "0.7"

@spoil(rules.exercise_cells_equal_their_starters, "no @Exercise with id and starter")
def a_check_class_without_exercise(c): c.edit(CHECKS + "MyCounterCheck.java", "@Exercise(", "// @NoExercise(")

@spoil(rules.starters_have_all_their_files, "there is no solutions/src/main")
def no_solution(c): (c.root / SOLUTIONS / "MyCounter.java").unlink()

@spoil(rules.starters_have_all_their_files, "there is no solutions/src/test")
def no_wrong_versions(c): (c.root / WRONG / "MyCounterWrong.java").unlink()

@spoil(rules.starters_have_all_their_files, "no check class names it")
def a_starter_without_check(c): shutil.copy(c.root / STARTERS / "MyCounter.java", c.root / STARTERS / "MyOther.java")

@spoil(rules.starters_have_all_their_files, "is declared in ch00_sample")
def a_number_of_another_chapter(c): c.edit(CHECKS + "MyCounterCheck.java", '"0.1"', '"3.1"')

@spoil(rules.exercises_point_to_hint_and_solution, 'names hint("0.1")')
def no_pointer_to_the_hint(c): c.replace("help", 'hint("0.1")', 'hint("0.2")')

@spoil(rules.exercises_point_to_hint_and_solution, 'names solution("0.1")')
def no_pointer_to_the_solution(c): c.replace("help", 'solution("0.1")', "the solution")

@spoil(rules.excerpts_equal_the_library, "does not stand in")
def an_excerpt_that_differs(c): c.replace("excerpt", "++value", "value++")

@spoil(rules.excerpts_equal_the_library, "does not stand in")
def an_excerpt_with_a_line_left_out(c): c.replace("excerpt", "    return ++value;\n", "")

@spoil(rules.excerpts_equal_the_library, "does not stand in")
def an_excerpt_indented_otherwise(c): c.replace("excerpt", "    return", "  return")

@spoil(rules.excerpts_equal_the_library, "there is no file")
def an_excerpt_of_nothing(c): c.cell("excerpt")["metadata"]["lockstep"]["excerpt"] = "lib/Nothing.java"

@spoil(rules.excerpts_equal_the_library, "has no ```java block")
def an_excerpt_without_code(c): c.replace("excerpt", "```java", "```")

@spoil(rules.slugs_agree, "has no package ch00_sample")
def no_package_for_a_chapter(c): shutil.rmtree(c.root / SOLUTIONS)

@spoil(rules.slugs_agree, "belongs to no notebook")
def a_package_without_chapter(c): shutil.copytree(c.root / WRONG, c.root / WRONG / "../ch01_other")

@spoil(rules.slugs_agree, "names no chapter")
def a_library_package_without_chapter(c): c.edit("lib/structures/src/main/java/lockstep/sample/package-info.java", "00-sample", "nought")

@spoil(rules.slugs_agree, "there is no chapter 07-other")
def a_library_package_with_a_wrong_chapter(c): c.edit("lib/structures/src/main/java/lockstep/sample/package-info.java", "00-sample", "00-sample, 07-other")

@spoil(rules.slugs_agree, "says that 00-sample is on its way, and it is here")
def a_readme_that_announces_what_is_there(c): (c.root / "README.md").write_text((c.root / "README.md").read_text() + "\n\nOn their way: 00-sample, 07-other.\n")

@spoil(rules.chapters_are_listed, "README.md does not list 00-sample")
def a_readme_without_a_chapter(c): c.edit("README.md", "00-sample.ipynb", "00-simple.ipynb")

@spoil(rules.chapters_are_listed, "00-sample does not list 01-other")
def a_first_chapter_that_keeps_another_secret(c): shutil.copy(c.root / "notebooks/00-sample.ipynb", c.root / "notebooks/01-other.ipynb")

@spoil(rules.links_and_pictures_exist, "leads nowhere")
def a_missing_picture(c): (c.root / "notebooks/pictures/00-sample.svg").unlink()

@spoil(rules.links_and_pictures_exist, "leads nowhere")
def a_dead_link_in_the_readme(c): c.edit("README.md", "00-sample.ipynb", "00-simple.ipynb")

@spoil(rules.links_and_pictures_exist, "no heading for #Two-wards")
def a_dead_anchor(c): c.replace("title", "#Two-words", "#Two-wards")

@spoil(rules.links_and_pictures_exist, "is used nowhere")
def an_unused_picture(c): shutil.copy(c.root / "notebooks/pictures/00-sample.svg", c.root / "notebooks/pictures/00-left.svg")

@spoil(rules.pictures_are_sound, "not well-formed")
def a_broken_picture(c): c.edit("notebooks/pictures/00-sample.svg", "</svg>", "")

@spoil(rules.pictures_are_sound, "loads http")
def a_picture_from_elsewhere(c): c.edit("notebooks/pictures/00-sample.svg", "<path", '<image href="http://example.org/a.png"/><path')

@spoil(rules.pictures_are_sound, "named NN-something")
def a_picture_of_no_chapter(c): shutil.copy(c.root / "notebooks/pictures/00-sample.svg", c.root / "notebooks/pictures/04-left.svg")

@spoil(rules.cells_use_only_the_course, "a magic: %")
def a_magic(c): c.replace("first", "int x", "%maven a:b:1\nint x")

@spoil(rules.cells_use_only_the_course, "a shell command")
def a_shell_command(c): c.replace("first", "int x", "!ls\nint x")

@spoil(rules.cells_use_only_the_course, "a JShell command")
def a_jshell_command(c): c.replace("first", "int x", "/vars\nint x")

@spoil(rules.cells_use_only_the_course, "a magic: addClasspath")
def a_class_path(c): c.replace("first", "int x", 'addClasspath("a.jar");\nint x')

@spoil(rules.cells_use_only_the_course, "the network")
def a_download(c): c.replace("first", "int x", 'new URL("x").openStream();\nint x')

@spoil(rules.cells_use_only_the_course, "an address")
def an_address(c): c.replace("first", "int x", 'var a = "https://example.org";\nint x')

@spoil(rules.cells_use_only_the_course, "a path")
def a_path(c): c.replace("first", "int x", 'var f = "/tmp/a.txt";\nint x')

@spoil(rules.cells_use_only_the_course, "a path")
def a_file(c): c.replace("first", "int x", 'Files.readString(Path.of("a"));\nint x')

@spoil(rules.cells_use_only_the_course, "imports org.knowm")
def a_foreign_import(c): c.replace("first", "int x", "import org.knowm.xchart.XYChart;\nint x")

@spoil(rules.cells_use_only_the_course, "IJava's own API")
def more_of_ijava(c): c.replace("first", "int x", 'render(3, "text/plain");\nint x')

@spoil(rules.cells_use_only_the_course, "calls display other than")
def display_without_mime_type(c): c.replace("first", "int x", "display(3);\nint x")

@spoil(rules.cells_are_shaped_for_a_shell, "one class a cell")
def two_classes_in_a_cell(c): c.cell("first")["source"] = "class A {\n}\n\nfinal class B {\n}"

@spoil(rules.cells_are_shaped_for_a_shell, "top-level volatile")
def a_top_level_volatile(c): c.replace("first", "int x", "volatile int x")

@spoil(rules.raising_cells_name_their_error, "go together")
def a_failing_cell_that_names_no_error(c): del c.cell("fails")["metadata"]["lockstep"]

@spoil(rules.raising_cells_name_their_error, "says nothing")
def a_failing_cell_that_names_an_empty_error(c): c.cell("fails")["metadata"]["lockstep"]["error"] = ""


def script(out, fixtures):
    sound = pathlib.Path(fixtures) / "course"
    for rule in rules.RULES:
        out.report(f"the sound course passes {rule.__name__}", list(rule(Course(sound))))
    for rule, words, change in SPOILT:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder).resolve() / "course"
            shutil.copytree(sound, root)
            copy = Copy(root)
            change(copy)
            copy.save()
            said = list(rule(Course(root)))
        out.report(f"{change.__name__.replace('_', ' ')} is refused",
                   [] if any(words in s for s in said) else [f"{rule.__name__} should have said {words!r}, but said {said}"])
    tried = {rule for rule, _, _ in SPOILT}
    out.report("every rule was shown to refuse something", [r.__name__ for r in rules.RULES if r not in tried])


if __name__ == "__main__":
    cases.main(script)
