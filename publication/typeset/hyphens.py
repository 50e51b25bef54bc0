"""The languages' own lists of joints, taught to the typesetter's hyphenation.

The lists become patterns of the highest rank among those the library brings. Soft hyphens in the
text would do worse: the typesetter breaks at them without asking whether the line needs it, no
longer breaks any other word of the line, and leaves them in the words that readers search.
"""

from __future__ import annotations

from pathlib import Path

import pyphen

from publication.hyphenation import Entry, lists, read_hyphenation

# Odd values allow a break, the highest wins; the library's own patterns end at 6.
WHOLE, LEGAL, BARRED = 10, 9, 8


def teach(folder: Path | None = None) -> None:
    """Have listed words be broken where the lists say, and nowhere else. Teaching twice is once."""
    for code, path in (lists(folder) if folder else lists()).items():
        if pyphen.language_fallback(code):
            dictionary = pyphen.Pyphen(lang=code).hd
            for entry in read_hyphenation(code, path.parent).entries:
                key, values = pattern(entry)
                _, known = dictionary.patterns.get(key, (0, values))
                dictionary.patterns[key] = (0, tuple(map(max, values, known)))
            dictionary.maxlen = max(map(len, dictionary.patterns))
            dictionary.cache.clear()


def pattern(entry: Entry) -> tuple[str, tuple[int, ...]]:
    """An entry as a pattern: its letters, after a stop where a word must begin with them, and the
    value of the place before each letter and behind the last."""
    barred = WHOLE if entry.whole else BARRED
    values = [0] * (len(entry.letters) + 1)
    for place, legal in entry.judged().items():
        values[place] = LEGAL if legal else barred
    if entry.anywhere:
        return entry.letters, tuple(values)
    return f".{entry.letters}", (0, *values)
