"""What ends a run from outside: Ctrl-C, a signal to end, a disk that is full."""

from __future__ import annotations

import errno
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from publication.errors import PublicationError
from publication.model import Problem

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class StoppedError(Exception):
    """Somebody ended the run; `code` is what shells expect of it: 128 and the signal's number."""

    def __init__(self, number: signal.Signals) -> None:
        self.code = 128 + number
        super().__init__(f"{number.name} came in between")


@contextmanager
def interruptible() -> Iterator[None]:
    """Have what is ended clear up after itself: folders of work under way, workers, old editions.

    Raises StoppedError for SIGINT and SIGTERM, PublicationError for a disk that takes no more.
    """
    with _ended_by(signal.SIGTERM):
        try:
            yield
        except KeyboardInterrupt as reason:
            raise StoppedError(signal.SIGINT) from reason
        except OSError as reason:
            if not (isinstance(reason, shutil.Error) or reason.errno in NO_ROOM):
                raise
            problem = Problem(_what(reason), hint="make room, or give others: --out, --cache")
            raise PublicationError([problem]) from reason


@contextmanager
def _ended_by(number: signal.Signals) -> Iterator[None]:
    """Raise StoppedError wherever the program is when the signal comes."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)  # nobody on the way takes it for a failure of his own

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, stop)
    try:
        yield
    except SystemExit as reason:
        raise StoppedError(number) from reason
    finally:
        signal.signal(number, before)


def _what(reason: OSError) -> str:
    """The first thing that could not be written, and why."""
    if isinstance(reason, shutil.Error) and reason.args and isinstance(reason.args[0], list):
        _, target, why = reason.args[0][0]
        return f"{target} cannot be written: {why}"
    return f"{reason.filename or 'a file'} cannot be written: {reason.strerror}"
