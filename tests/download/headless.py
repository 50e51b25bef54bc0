"""A real Chromium without a window, asked over its own pipe: no driver, no network, no port."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60
SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
    *("--disable-component-update", "--hide-scrollbars", "--force-device-scale-factor=1"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-pipe"),
)


def program() -> str | None:
    """The browser on this machine, if any."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Tab:
    """One open page; `ask` sends a command of the DevTools protocol and waits for its answer."""

    def __init__(self, write: int, read: int) -> None:
        self.write, self.read = write, read
        self.number = 0
        self.session = ""
        self.rest = b""
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self.number:
            self._note(answer)
        assert "error" not in answer, f"{method}: {answer.get('error')}"
        return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.read], [], [], PATIENCE)
            assert ready, f"the browser said nothing for {PATIENCE} s"
            more = os.read(self.read, 1 << 20)
            assert more, "the browser is gone"
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return dict(json.loads(message))

    def _note(self, event: dict[str, Any]) -> None:
        """Keep what the page complains of: its log, its errors, what it could not load."""
        if event.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
            self.complaints.append(json.dumps(event["params"])[:300])
        if event.get("method") == "Network.requestWillBeSent":
            url = event["params"]["request"]["url"]
            if not url.startswith("data:"):
                self.requests.append(url)

    def open(self, page: Path, width: int, height: int = 900) -> None:
        """Load a page at a window's width in CSS px and wait until its fonts are there."""
        self.requests, self.complaints = [], []
        for domain in ("Page", "Log", "Network", "Runtime", "DOM", "Accessibility"):
            self.ask(f"{domain}.enable")
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.ask("Page.navigate", url=page.resolve().as_uri())
        waiting = "new Promise(done => { const go = () => document.fonts.ready.then(() => done(1));"
        waiting += "document.readyState === 'complete' ? go() : addEventListener('load', go) })"
        for _ in range(20):
            self.run(waiting)
            if self.run("location.href") != "about:blank":
                return

    def run(self, script: str) -> Any:
        """The value of a script, promises awaited."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def accessible(self) -> list[dict[str, Any]]:
        """The accessibility tree as the browser gives it to a screen reader, in order."""
        nodes = self.ask("Accessibility.getFullAXTree")["nodes"]
        return [node for node in nodes if not node.get("ignored")]

    def picture(self, path: Path) -> None:
        """The whole page as PNG."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        answer = self.ask(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(answer["data"]))


@contextmanager
def browser() -> Iterator[Tab]:
    """A browser with one empty page, gone afterwards with all its processes."""
    found = program()
    assert found, "no Chromium on this machine"
    commands, answers = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        process = _start(found, profile, commands[0], answers[1])
        os.close(commands[0])
        os.close(answers[1])
        try:
            tab = Tab(commands[1], answers[0])
            target = tab.ask("Target.createTarget", url="about:blank")["targetId"]
            answer = tab.ask("Target.attachToTarget", targetId=target, flatten=True)
            tab.session = answer["sessionId"]
            yield tab
        finally:
            os.close(commands[1])
            os.close(answers[0])
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(found: str, profile: str, commands: int, answers: int) -> subprocess.Popen[bytes]:
    """Chromium reads commands from its file 3 and answers on 4: ours are moved out of the way."""
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands, answers)]
    shell = f'exec 3<&{ends[0]} 4>&{ends[1]} {ends[0]}<&- {ends[1]}>&-; exec "$0" "$@"'
    arguments = [*SWITCHES, f"--user-data-dir={profile}", "about:blank"]
    process = subprocess.Popen(
        ["/bin/bash", "-c", shell, found, *arguments],  # other shells know no file above 9
        pass_fds=ends,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for end in ends:
        os.close(end)
    return process
