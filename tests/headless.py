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
import time
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
KEYS = {
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    " ": (32, " "),
    "PageUp": (33, ""),
    "PageDown": (34, ""),
    "End": (35, ""),
    "Home": (36, ""),
    "Escape": (27, ""),
    "ArrowLeft": (37, ""),
    "ArrowUp": (38, ""),
    "ArrowRight": (39, ""),
    "ArrowDown": (40, ""),
}
"""Name of a key -> its number in the DOM, and what it types."""
SHIFT = 8
COMPLAINTS = ("error", "warning", "assert")
"""What a page writes to its console when something is wrong."""
PARTIAL = {".crdownload", ".tmp"}
"""Files that are still on their way."""


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
        self.questions: list[str] = []
        self.loads = 0

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = self._send(method, parameters)
        while (answer := self._next()).get("id") != number:
            self._note(answer)
        assert "error" not in answer, f"{method}: {answer.get('error')}"
        return dict(answer["result"])

    def _send(self, method: str, parameters: dict[str, Any]) -> int:
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        return self.number

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
        """Keep what the page complains of, asks for and asks; every question is answered yes."""
        method = event.get("method")
        logged = method == "Runtime.consoleAPICalled" and event["params"]["type"] in COMPLAINTS
        if logged or method in ("Log.entryAdded", "Runtime.exceptionThrown"):
            self.complaints.append(json.dumps(event["params"])[:300])
        self.loads += method == "Page.loadEventFired"
        if method == "Page.javascriptDialogOpening":
            self.questions.append(event["params"]["type"])
            self._send("Page.handleJavaScriptDialog", {"accept": True})
        if method == "Network.requestWillBeSent":
            url = event["params"]["request"]["url"]
            if not url.startswith("data:"):
                self.requests.append(url)

    def open(self, page: Path, width: int, height: int = 900) -> None:
        """Load a page at a window's width in CSS px and wait until its fonts are there."""
        self.requests, self.complaints, self.questions = [], [], []
        for domain in ("Page", "Log", "Network", "Runtime", "DOM", "Accessibility"):
            self.ask(f"{domain}.enable")
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self.media("")
        self.ask("Page.navigate", url=page.resolve().as_uri())
        waiting = "new Promise(done => { const go = () => document.fonts.ready.then(() => done(1));"
        waiting += "document.readyState === 'complete' ? go() : addEventListener('load', go) })"
        for _ in range(20):
            self.run(waiting)
            if self.run("location.href") != "about:blank":
                self.questions = []  # the page before may have asked whether to leave it
                return

    def reload(self) -> None:
        """Load the page anew and wait until it is there."""
        loads = self.loads
        self.ask("Page.reload")
        while self.loads == loads:
            self._note(self._next())

    def run(self, script: str) -> Any:
        """The value of a script, promises awaited."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def media(self, name: str) -> None:
        """Show the page as on paper ("print"), or as on the screen ("")."""
        self.ask("Emulation.setEmulatedMedia", media=name)

    def press(self, key: str, shift: bool = False) -> None:
        """Press and release a key of KEYS."""
        number, text = KEYS[key]
        event = {"key": key, "code": "Space" if key == " " else key}
        event |= {"windowsVirtualKeyCode": number, "modifiers": SHIFT if shift else 0}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **event)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **event)

    def write_text(self, text: str) -> None:
        """Type letter by letter into what has the focus."""
        for letter in text:
            for kind in ("keyDown", "keyUp"):
                typed = letter if kind == "keyDown" else ""
                self.ask("Input.dispatchKeyEvent", type=kind, key=letter, text=typed)

    def drag(self, *points: tuple[float, float], clicks: int = 1) -> None:
        """Press the mouse at the first point, go to the others and let go; CSS px."""
        button = {"button": "left", "buttons": 1, "clickCount": clicks}
        x, y = points[0]
        self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        self.ask("Input.dispatchMouseEvent", type="mousePressed", x=x, y=y, **button)
        for x, y in points[1:]:
            self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, **button)
        self.ask("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, **button)

    def click(self, selector: str) -> None:
        """A click in the middle of what a selector finds, where people would scroll to it."""
        found = f"document.querySelector({json.dumps(selector)})"
        seen = "e.scrollIntoView({block: 'nearest'}), e.getBoundingClientRect()"
        box = self.run(f"(b => [b.x + b.width / 2, b.y + b.height / 2])((e => ({seen}))({found}))")
        self.drag((box[0], box[1]))

    def keep_downloads(self, folder: Path) -> None:
        """Files that the page hands over are written into the folder."""
        self.ask("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

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


def arrived(folder: Path) -> Path:
    """The file that a page has handed over, once it is whole."""
    for _ in range(100 * PATIENCE):
        files = [path for path in folder.iterdir() if path.suffix not in PARTIAL]
        if files and files[0].stat().st_size:
            return files[0]
        time.sleep(0.01)
    raise AssertionError(f"no file came within {PATIENCE} s")


@contextmanager
def browser(*switches: str) -> Iterator[Tab]:
    """A browser with one empty page, gone afterwards with all its processes."""
    found = program()
    assert found, "no Chromium on this machine"
    commands, answers = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        process = _start(found, profile, commands[0], answers[1], switches)
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


def _start(
    found: str, profile: str, commands: int, answers: int, switches: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    """Chromium reads commands from its file 3 and answers on 4: ours are moved out of the way."""
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (commands, answers)]
    shell = f'exec 3<&{ends[0]} 4>&{ends[1]} {ends[0]}<&- {ends[1]}>&-; exec "$0" "$@"'
    arguments = [*SWITCHES, *switches, f"--user-data-dir={profile}", "about:blank"]
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
