"""Prints the course as a book: every chapter, run with the solutions, as linked HTML pages that need no
kernel and no network. Started by binder/lab --book. Usage: book.py FOLDER"""

import html
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

BINDER = pathlib.Path(__file__).resolve().parent
ROOT = BINDER.parent
sys.path.insert(0, str(ROOT / "notebooks/src/test/python"))

import running  # noqa: E402  (the tests' runner: what the book shows is what the tests saw)
from course import Course, facts, source, tags  # noqa: E402
from nbconvert import HTMLExporter  # noqa: E402
from pygments.formatters import HtmlFormatter  # noqa: E402
from traitlets.config import Config  # noqa: E402

STYLE = """
:root { color-scheme: light; --ink: #1c1e21; --soft: #5b6570; --line: #dfe3e8; --shade: #f6f7f9; --link: #0b57a4; }
* { box-sizing: border-box; }
html { font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; color: var(--ink); background: #fff; }
body { max-width: 62rem; margin: 0 auto; padding: 1rem 1.2rem 4rem; }
a { color: var(--link); }
h1, h2, h3 { line-height: 1.25; margin: 2em 0 .6em; }
h1 { font-size: 1.9rem; margin-top: 1em; }
.anchor-link { visibility: hidden; margin-left: .3em; text-decoration: none; color: var(--soft); }
h1:hover .anchor-link, h2:hover .anchor-link, h3:hover .anchor-link { visibility: visible; }
img, svg { max-width: 100%; height: auto; }
p, ul, ol, blockquote, h1, h2, h3 { max-width: 46rem; }
pre, code { font: .8rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:not(pre) > code { background: var(--shade); padding: .1em .3em; border-radius: 3px; }
pre { margin: 0; overflow-x: auto; }
.highlight { background: var(--shade); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; margin: .8rem 0 0; overflow-x: auto; }
.output_area, .output_subarea { overflow-x: auto; }
.output_area pre { padding: .6rem .9rem; border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.output_stderr pre, .output_error pre { border-left-color: #c4392d; background: #fdf4f3; }
.cell { margin: .9rem 0; }
.exercise .highlight, .check .highlight { border-left: 4px solid #2f7d4f; }
.label { font-size: .78rem; color: #2f7d4f; font-weight: 600; margin: 1.6rem 0 -.5rem; }
.meant .label { color: #c4392d; }
table { border-collapse: collapse; font-size: .92rem; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-left: 3px solid var(--line); color: var(--soft); }
nav { display: flex; justify-content: space-between; gap: 1rem; font-size: .9rem; padding: .7rem 0; border-bottom: 1px solid var(--line); }
nav:last-of-type { border: 0; border-top: 1px solid var(--line); margin-top: 3rem; }
nav span { flex: 1; } nav span:nth-child(2) { text-align: center; } nav span:nth-child(3) { text-align: right; }
.made { color: var(--soft); font-size: .85rem; }
.chapters { list-style: none; padding: 0; } .chapters li { margin: 1.1rem 0; } .chapters b { font-size: 1.1rem; }
.ansi-bold { font-weight: 700; } .ansi-underline { text-decoration: underline; }
.ansi-black-fg { color: #3e424d; } .ansi-red-fg { color: #b3261e; } .ansi-green-fg { color: #1f7a3d; }
.ansi-yellow-fg { color: #8a6100; } .ansi-blue-fg { color: #1f5fa8; } .ansi-magenta-fg { color: #93358d; }
.ansi-cyan-fg { color: #0b7285; } .ansi-white-fg { color: #6b7280; }
.ansi-black-intense-fg { color: #5b6570; } .ansi-red-intense-fg { color: #c4392d; } .ansi-green-intense-fg { color: #2f8f4f; }
.ansi-yellow-intense-fg { color: #a07400; } .ansi-blue-intense-fg { color: #2f6fc0; } .ansi-magenta-intense-fg { color: #a94ba3; }
.ansi-cyan-intense-fg { color: #17838f; } .ansi-white-intense-fg { color: #7b8490; }
.ansi-black-bg { background: #3e424d; } .ansi-red-bg { background: #f7c9c5; } .ansi-green-bg { background: #c8ecd4; }
.ansi-yellow-bg { background: #f8e7b0; } .ansi-blue-bg { background: #cfe2f7; } .ansi-magenta-bg { background: #efd3ed; }
.ansi-cyan-bg { background: #c9ecf0; } .ansi-white-bg { background: #e5e7eb; }
@media print { nav { display: none; } pre { white-space: pre-wrap; } .anchor-link { display: none; } }
"""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="book.css">
</head>
<body>
{body}
</body>
</html>
"""


def title(notebook):
    """The notebook's first heading."""
    for cell in notebook.cells:
        heading = re.search(r"^# +(.+?)\s*$", source(cell), re.M) if cell["cell_type"] == "markdown" else None
        if heading:
            return heading.group(1)
    return notebook.stem


def teaser(notebook):
    """The first paragraph of prose under the title."""
    for cell in notebook.cells:
        if cell["cell_type"] == "markdown":
            for paragraph in re.split(r"\n\s*\n", source(cell)):
                if not re.match(r"\s*(#|!\[|<|```|\||[-*>] )", paragraph):
                    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", paragraph)
                    return re.sub(r"\s+", " ", re.sub(r"[*_`]", "", plain)).strip()
    return ""


def joined(outputs):
    """Outputs with neighbouring pieces of one stream put together."""
    result = []
    for output in outputs:
        if result and output.output_type == "stream" and result[-1].get("name") == output.name:
            result[-1].text += output.text
        else:
            result.append(output)
    return result


def to_html(executed):
    """The notebook's body, each cell wrapped in a division that says what it is."""
    executed.metadata["language_info"] = {"name": "java", "pygments_lexer": "java", "file_extension": ".java"}
    config = Config()
    config.HTMLExporter.exclude_input_prompt = True
    config.HTMLExporter.exclude_output_prompt = True
    exporter = HTMLExporter(config=config, template_name="basic")
    parts = []
    for cell in executed.cells:
        page = executed.copy()
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
        page["cells"] = [cell]
        body, _ = exporter.from_notebook_node(page)
        kind, label = "", ""
        if "exercise" in tags(cell):
            kind, label = "exercise", f"Exercise {facts(cell)['exercise']}, a solution"
        elif "check" in tags(cell):
            kind, label = "check", "Its verdict"
        elif "raises-exception" in tags(cell):
            kind, label = "meant", "This cell is meant to fail"
        if label:
            body = f'<p class="label">{html.escape(label)}</p>{body}'
        parts.append(f'<div class="cell {kind}">{body}</div>')
    return "\n".join(parts)


class Links:
    """Turns links between the course's files into links inside the book; linked files come along."""

    def __init__(self, course, folder):
        self.pages = {n.path.resolve(): f"{n.stem}.html" for n in course.notebooks}
        self.folder = folder

    def inside(self, page_html, base):
        return re.sub(r'\b(src|href)="([^"]+)"', lambda m: f'{m.group(1)}="{html.escape(self.target(html.unescape(m.group(2)), base))}"', page_html)

    def target(self, link, base):
        if re.match(r"[a-z]+:|#", link):
            return link
        file, hash_sign, anchor = link.partition("#")
        path = (base / file).resolve()
        if path in self.pages:
            return self.pages[path] + hash_sign + anchor
        if not path.is_file() or ROOT not in path.parents:
            return "#"
        copied = pathlib.Path("files") / path.relative_to(ROOT)
        if copied.suffix in (".java", ".md"):  # browsers show text, and offer to save what they don't know
            copied = copied.with_name(copied.name + ".txt")
        (self.folder / copied).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, self.folder / copied)
        return str(copied)


def navigation(chapters, index):
    def link(i, text):
        return f'<a href="{chapters[i].stem}.html">{text} {html.escape(title(chapters[i]))}</a>' if 0 <= i < len(chapters) else ""
    after = f'<a href="{chapters[index + 1].stem}.html">{html.escape(title(chapters[index + 1]))} →</a>' if index + 1 < len(chapters) else ""
    return f'<nav><span>{link(index - 1, "←")}</span><span><a href="index.html">Contents</a></span><span>{after}</span></nav>'


def contents(chapters, made):
    items = "\n".join(f'<li><b><a href="{n.stem}.html">{html.escape(title(n))}</a></b><br>{html.escape(teaser(n))}</li>' for n in chapters)
    return (f"<h1>Lockstep</h1>\n<p>Locks, stacks, queues and maps, built in Java notebooks and judged on the spot. "
            f"These pages show every chapter as it runs with the solutions in place; to solve the exercises yourself, "
            f"open the notebooks with <code>binder/lab</code>.</p>\n<ol class=\"chapters\">\n{items}\n</ol>\n<p class=\"made\">{made}</p>")


def main(folder):
    folder = pathlib.Path(folder)
    part = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    course, bad = Course(ROOT), []
    links = Links(course, part)
    made = f"Printed on {time.strftime('%Y-%m-%d')}. Times and charts are those of the machine that printed it."
    (part / "book.css").write_text(HtmlFormatter(style="xcode").get_style_defs(".highlight") + STYLE, encoding="utf-8")
    for index, notebook in enumerate(course.notebooks):
        print(f"  {notebook.stem}: running", flush=True)
        with tempfile.TemporaryDirectory() as progress:
            run = running.run(running.solved(running.load(notebook.path), course), ROOT / "notebooks",
                              environment={"LOCKSTEP_HOME": progress})
        bad += [f"{notebook.stem}: {p}" for p in running.problems(run, "PASSED")]
        body = links.inside(to_html(run.notebook), ROOT / "notebooks")
        bar = navigation(course.notebooks, index)
        (part / f"{notebook.stem}.html").write_text(
            PAGE.format(title=html.escape(title(notebook)), body=f"{bar}\n<main>\n{body}\n</main>\n{bar}"), encoding="utf-8")
    (part / "index.html").write_text(PAGE.format(title="Lockstep", body=contents(course.notebooks, made)), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    for problem in bad:
        print(problem, file=sys.stderr)
    print(f"The book is in {folder / 'index.html'}" + (", but not every cell did as it should" if bad else ""), flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
