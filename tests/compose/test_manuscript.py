"""Chapters become HTML that knows its lines, and everything wrong is told at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from publication.compose.notebook import Notebook
from publication.compose.people import read_people
from publication.compose.sources import read_sources
from publication.compose.texts import Texts
from publication.environment import make_environment, render
from publication.errors import ManuscriptError
from publication.language import read_language
from publication.model import Manuscript, PageMap, Publication

Compose = Callable[..., Manuscript]


def problems(composed: Compose, **texts: str) -> list[str]:
    """What stops the title, as told."""
    with pytest.raises(ManuscriptError) as caught:
        composed(**texts)
    return [str(problem) for problem in caught.value.problems]


def test_every_block_knows_its_file_and_line(composed: Compose) -> None:
    """A loop adds the turn."""
    text = "<p>en</p>\n\n<ul>\n{% for x in 'ab' %}\n<li>{{ x }}</li>\n{% endfor %}\n</ul>\n"
    html = composed(proeve=text).chapters[0].html
    assert '<p data-src="chapters/proeve.html:1">en</p>' in html
    assert '<li data-src="chapters/proeve.html:5.1">a</li>' in html
    assert '<li data-src="chapters/proeve.html:5.2">b</li>' in html


def test_uses_know_where_they_are_printed(composed: Compose) -> None:
    """Words, estimate, file and line of everything stated."""
    text = '<p>Ja.</p>\n<p>{{ pct("fig5.tilbud.enig") }} og {{ ext("by") }}</p>'
    first, second = composed(proeve=text).uses
    assert (first.kind, first.estimates, str(first.place)) == (
        "share",
        ("fig5.tilbud.enig",),
        "chapters/proeve.html:2",
    )
    assert (second.kind, second.source, second.printed) == ("external", "by", "15")


def test_all_problems_of_all_chapters_are_told_at_once(composed: Compose) -> None:
    """Unknown estimate, false claim, unknown person, unknown source, unknown figure."""
    told = problems(
        composed,
        en='<p>{{ pct("fig5.tilbud.enige") }}\n{{ claim("halvdelen", "fig5.alle.enig") }}</p>',
        to='{{ who("Vibe Clarup") }} {{ ext("byen") }}\n'
        '{% figure "fig6" %}H{% caption %}C{% endfigure %}',
    )
    assert len(told) == 5
    assert any(line.startswith("chapters/en.html:1: there is no estimate") for line in told)
    assert any(line.startswith("chapters/en.html:2: 'halvdelen' is true") for line in told)
    assert any("Vibe Clarup" in line and "Vibe Klarup" in line for line in told)
    assert any("'byen' is not in sources.toml" in line for line in told)
    assert any(line.startswith("chapters/to.html:2: there is no figure 'fig6'") for line in told)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("<p>a</p>\n{{ nobody }}", "chapters/proeve.html:2", "'nobody' is undefined"),
        ("<p>\n{% if %}</p>", "chapters/proeve.html:2", "Expected an expression"),
        ("<p>{{ pct() }}</p>", "chapters/proeve.html:1", "pct(): missing"),
        ("\n{{ n(7) }}", "chapters/proeve.html:2", "n(): name must be words in quotation marks"),
        ('{{ mean("x", "y") }}', "chapters/proeve.html:1", "mean(): digits must be a whole"),
        ("\n\n{{ 1/0 }}", "chapters/proeve.html:3", "division by zero"),
        ("\n{% include 'nope.html' %}", "chapters/proeve.html:2", "no template nope.html"),
        (" \n", "chapters/proeve.html:1", "the chapter is empty"),
    ],
)
def test_a_broken_template_says_where(composed: Compose, text: str, place: str, words: str) -> None:
    """Undefined names, syntax and wrong calls carry file and line."""
    (told,) = problems(composed, proeve=text)
    assert told.startswith(place)
    assert words in told


def test_a_figure_has_number_words_note_and_source(composed: Compose) -> None:
    """The chapter gives headline and caption, the rest is composed."""
    headline = 'Flere {{ percent("fig5.alle.enig") }}'
    text = '\n{% figure "fig5" %}' + headline + "{% caption %}Se her.{% endfigure %}"
    manuscript = composed(proeve=text)
    figure = manuscript.figures["fig5"]
    assert figure.label == "Figur\N{NO-BREAK SPACE}1"
    assert figure.headline == "Flere 24 %"
    assert figure.caption == "Se her."
    assert "400" in figure.note
    assert figure.source == "Prøvehuset"
    assert 'data-src="chapters/proeve.html:2"' in manuscript.chapters[0].html
    assert manuscript.chapters[0].pictures == ("fig5",)


def test_a_figures_number_leads_to_its_data_where_there_are_any(composed: Compose) -> None:
    """Without a chapter of data the number is no link."""
    figure = '{% figure "fig5" %}H{% caption %}C{% endfigure %}'
    alone = composed(en=figure)
    assert '<span class="number-of">Figur' in alone.chapters[0].html
    with_data = composed(en=figure, to="{{ figure_data() }}")
    assert '<a class="number-of" href="ref:data-fig5">Figur' in with_data.chapters[0].html
    assert 'id="data-fig5"' in with_data.chapters[1].html


def test_a_figure_stands_once(composed: Compose) -> None:
    """Two places for one figure would give it two numbers."""
    figure = '{% figure "fig5" %}H{% caption %}C{% endfigure %}'
    told = problems(composed, en=figure, to=figure)
    assert any("stands in en and in to" in line for line in told)


def test_an_id_stands_once(composed: Compose) -> None:
    """Told at the line of the second one; the first one is named."""
    told = problems(composed, en='<p>a</p>\n<p id="x">a</p>', to='<p>\n<b id="x">b</b></p>')
    assert told == [
        "chapters/to.html:1: the id 'x' stands in en and to "
        "(it stands at chapters/en.html:2 already)"
    ]


def test_a_figure_placed_twice_has_its_line(composed: Compose) -> None:
    figure = '{% figure "fig5" %}H{% caption %}C{% endfigure %}'
    told = problems(composed, en=figure, to=f"\n\n{figure}")
    assert any(line.startswith("chapters/to.html:3: figure fig5 stands in") for line in told)


def test_a_chapter_with_a_bad_byte_says_its_line(composed: Compose, tmp_path: Path) -> None:
    composed(proeve="<p>a</p>")
    path = tmp_path / "title/chapters/proeve.html"
    path.write_bytes(b"<p>a</p>\n<p>\xe6</p>\n")
    environment = make_environment(path.parent)
    with pytest.raises(ManuscriptError, match=r"chapters/proeve\.html:2: not utf-8"):
        render(environment, "chapters/proeve.html", {})


def test_files_that_are_missing_are_told_once(notebook: Notebook, tmp_path: Path) -> None:
    """Not once for every name and fact the chapters ask for."""
    people, sources = read_people(tmp_path / "people.toml"), read_sources(tmp_path / "sources.toml")
    texts = Texts(
        *(Publication("t", tmp_path, "T", "", "da-DK", 2020, "", (), (), tmp_path, ()), people),
        *(sources, read_language("da-DK"), PageMap({}, {}, {}), {}, {}),
        *(make_environment(tmp_path), notebook),
    )
    calls = texts.functions()
    for name in ("Bo Hau", "Ib Bo"):
        calls["name"](name)
        calls["ext"](name)
    assert {str(problem) for problem in notebook.problems} == {
        "people.toml:1: people.toml is missing, and chapters ask for it",
        "sources.toml:1: sources.toml is missing, and chapters ask for it",
    }


def test_references_must_lead_somewhere(composed: Compose) -> None:
    """A figure that exists but stands nowhere cannot be referred to."""
    told = problems(composed, proeve='<p>Se {{ ref("fig5") }}</p>')
    assert any(
        line.startswith("chapters/proeve.html:1: there is nothing called 'fig5'") for line in told
    )


def test_page_numbers_come_from_the_page_map_in_boxes(composed: Compose) -> None:
    """Before there is a map the box is kept with zeros, so nothing moves later."""
    texts = {"en": '<p>Se {{ page("to") }}</p>', "to": "<p>x</p>"}
    before = composed(**texts).chapters[0].html
    after = composed(PageMap({"en": 1, "to": 12}, {}, {"en": 1, "to": 12}), **texts)
    assert '<span class="pr">00</span>' in before
    assert '<span class="pr">12</span>' in after.chapters[0].html


@pytest.mark.parametrize(
    ("own", "target", "said"),
    [
        (14, 13, "forrige side"),
        (14, 14, "denne side"),
        (14, 15, "næste side"),
        (14, 20, 'side&nbsp;<span class="pr">20</span>'),
        (0, 20, 'side&nbsp;<span class="pr">20</span>'),
    ],
)
def test_near_references_follow_the_layout(
    composed: Compose, own: int, target: int, said: str
) -> None:
    """Whether it is the previous page is known from the pages last made."""
    anchors = {"near-en-1": own, "to": target} if own else {"to": target}
    texts = {"en": '<p>Se {{ page("to", near=True) }}</p>', "to": "<p>x</p>"}
    chapter = composed(PageMap({"en": 1, "to": target}, {}, anchors), **texts).chapters[0]
    assert f'<a class="ref" href="ref:to">{said}</a>' in chapter.html
    assert "near-en-1" in chapter.references


def test_notes_are_linked_both_ways(composed: Compose) -> None:
    """Call and note find each other, also on paper by their number."""
    html = composed(proeve="<p>Ord{% note %}Forklaring.{% endnote %} mere</p>").chapters[0].html
    assert '<a class="call" id="call-proeve-1" href="ref:note-proeve-1">1</a>' in html
    assert re.search(r'id="note-proeve-1".*href="ref:call-proeve-1">1</a>', html)


def test_text_is_escaped_and_templates_cannot_reach_the_machine(composed: Compose) -> None:
    """The sandbox refuses what a chapter has no business with."""
    told = problems(composed, proeve="{{ ().__class__.__bases__ }}")
    assert told
