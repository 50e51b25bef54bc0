"""The Jinja2 environment: strict, sandboxed, every block tag knows its file and line.

Before a template is parsed, `data-src="file:line"` is written on each of its block tags (a loop
adds the turn: `file:line.3`). Typesetting carries it into the stored layout and the structure
tree; finishing removes it. Errors, findings and redlines all speak of file and line through it.

Three tags serve the chapters:

    {% note %}…{% endnote %}                          a numbered margin note
    {% margin "key" %}…{% endmargin %}                a margin block of a kind, without number
    {% figure "fig5" %}headline{% caption %}caption{% endfigure %}
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    nodes,
)
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment as Environment
from markupsafe import Markup

from publication.errors import ManuscriptError
from publication.model import Place, Problem
from publication.textfile import read_text

__all__ = ["Environment", "here", "make_environment", "mark_blocks", "render"]

TEMPLATES = Path(__file__).parent / "templates"

BLOCKS = (
    "address|article|aside|blockquote|caption|div|dd|dl|dt|figcaption|figure|footer|h1|h2|h3|h4"
    "|h5|h6|header|li|main|nav|ol|p|section|table|tbody|td|th|thead|tr|ul"
)
OPENING = re.compile(
    r"(?P<skip>\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->)"
    rf"|<(?P<tag>{BLOCKS})(?=[\s>])(?P<rest>(?:[^>\{{]|\{{\{{.*?\}}\}}|\{{%.*?%\}}|\{{)*>)",
    re.DOTALL | re.IGNORECASE,
)
TURN = "{% if loop is defined %}.{{ loop.index }}{% endif %}"


def mark_blocks(source: str, name: str) -> str:
    """Write data-src on every opening block tag that has none; lines stay where they are."""

    def mark(match: re.Match[str]) -> str:
        if match["skip"] is not None or "data-src" in match["rest"]:
            return match[0]
        line = source.count("\n", 0, match.start()) + 1
        return f'<{match["tag"]} data-src="{name}:{line}{TURN}"{match["rest"]}'

    return OPENING.sub(mark, source)


class BlockSource(Extension):
    """Marks the blocks of every template as it is read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return mark_blocks(source, name or "")


class Components(Extension):
    """The tags of the chapters. Their bodies are set first, then handed to a function."""

    tags = {"note", "margin", "figure"}  # noqa: RUF012 - as Jinja2 declares it

    def parse(self, parser: Parser) -> list[nodes.Node]:
        token = next(parser.stream)
        arguments: list[nodes.Expr] = []
        while parser.stream.current.type != "block_end":
            arguments.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        parts = [parser.parse_statements(("name:caption", f"name:end{token.value}"))]
        lines = [token.lineno]
        if parser.stream.current.test("name:caption"):
            lines.append(next(parser.stream).lineno)
            parts.append(parser.parse_statements((f"name:end{token.value}",)))
        next(parser.stream)
        names = [f"_{token.value}_{number}" for number in range(len(parts))]
        sets: list[nodes.Node] = [
            nodes.AssignBlock(nodes.Name(name, "store"), None, body, lineno=line)
            for name, body, line in zip(names, parts, lines, strict=True)
        ]
        call = nodes.Call(
            nodes.Name(f"_{token.value}", "load"),
            [
                *arguments,
                *(nodes.Name(name, "load") for name in names),
                nodes.Const(tuple(lines)),
            ],
            [],
            None,
            None,
        )
        return [*sets, nodes.Output([call], lineno=token.lineno)]


def make_environment(chapters: Path | None = None) -> Environment:
    """The environment of a title: its own chapters/, and the templates/ that all titles share."""
    folders = {"templates": TEMPLATES, "chapters": chapters}

    def load(name: str) -> tuple[str, str, None] | None:
        """Keep the whole name (chapters/forord.html): it is what errors and findings say."""
        prefix, _, rest = name.partition("/")
        folder = folders.get(prefix)
        path = folder / rest if folder is not None else None
        if path is None or ".." in path.parts or not path.is_file():
            return None
        return read_text(path, ManuscriptError, name), str(path), None

    return Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[BlockSource, Components],
    )


def here() -> Place:
    """The file and line of the template that is calling, read from the running frames."""
    return next(_template_places(), Place("", 0))


def _template_places() -> Iterator[Place]:
    frame = sys._getframe(2)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and str(template.name).startswith("chapters/"):
            yield Place(template.name, template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back  # type: ignore[assignment]


def render(environment: Environment, name: str, variables: Mapping[str, Any]) -> Markup:
    """Render a template; ManuscriptError with file and line where it cannot be."""
    try:
        return Markup(environment.get_template(name).render(variables))
    except TemplateNotFound as error:
        place = _place_of(error, name)
        raise ManuscriptError([Problem(f"there is no template {error.name}", place)]) from error
    except TemplateSyntaxError as error:
        place = Place(error.name or name, error.lineno)
        raise ManuscriptError([Problem(error.message or "template syntax", place)]) from error
    except (
        *(TemplateRuntimeError, ArithmeticError, AttributeError),
        *(LookupError, TypeError, ValueError, RecursionError),
    ) as error:
        raise ManuscriptError([Problem(str(error), _place_of(error, name))]) from error


def _place_of(error: BaseException, name: str) -> Place:
    """Where in a template an error arose: the innermost template line of its traceback."""
    place = Place(name, 1)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            place = Place(str(template.name), template.get_corresponding_lineno(trace.tb_lineno))
        elif file.endswith(".html"):  # a frame that Jinja2 rewrote: it knows only the path
            own = file.endswith(name.partition("/")[2])
            place = Place(name if own else f"templates/{Path(file).name}", trace.tb_lineno)
        trace = trace.tb_next
    return place
