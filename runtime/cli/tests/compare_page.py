"""Opens the page of `dynet restore --compare` in headless Chromium, moves its sliders by keys, mouse and
finger, and looks at the pixels: left of the handle the photo, right of it its restoration.

    python runtime/cli/tests/compare_page.py target/release/dynet packs/default photos/noisy.png [FOLDER]

Needs Pillow and Chromium. Screenshots stay in FOLDER, where one is given.
"""

import base64
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

# Wider than a phone, and quick to restore.
SIZE = (400, 128)
# Not looked at: the handle and its shadow, the labels above, the rounded corners.
KNOB, LABELS, EDGE = 32, 40, 6


class Browser:
    """Chromium, spoken to over a pipe: JSON messages of its DevTools protocol, a zero byte after each."""

    def __init__(self, profile):
        names = ["chromium", "chromium-browser", "google-chrome"]
        program = next(filter(None, map(shutil.which, names)), None)
        if not program:
            sys.exit("no Chromium here: apt-get install chromium")
        theirs_in, self.out = os.pipe()
        ours_in, theirs_out = os.pipe()
        words = [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        words += ["--force-color-profile=srgb", "--remote-debugging-pipe", f"--user-data-dir={profile}"]
        shell = ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "bash"]
        self.process = subprocess.Popen(
            shell + words, pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.input = os.fdopen(ours_in, "rb")
        self.rest, self.number, self.events, self.session = b"", 0, [], None

    def receive(self):
        while b"\0" not in self.rest:
            more = self.input.read1(1 << 20)
            assert more, "Chromium ended"
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        """Sends a command and returns its result; events on the way are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data) :]
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, script):
        """A script's value; promises are waited for."""
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def open(self, page):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Network", "Log", "Runtime"]:
            self.call(f"{domain}.enable")
        self.screen(1000, 900)
        self.call("Page.navigate", url=page.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())
        self.evaluate("Promise.all([...document.images].map(image => image.decode())).then(() => 1)")

    def screen(self, width, height, mobile=False, scale=1):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, mobile=mobile, deviceScaleFactor=scale,
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=mobile)

    def shot(self, clip=None):
        # Two frames, so that what was changed is drawn; labels fade for 0.15 s.
        self.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 200))")
        params = {"clip": {**clip, "scale": 1}} if clip else {}
        data = self.call("Page.captureScreenshot", captureBeyondViewport=bool(clip), **params)["data"]
        return Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")

    def box(self, stage):
        """Where a slider's picture is on the page."""
        script = f"""(() => {{
            const box = document.querySelectorAll('.stage')[{stage}].getBoundingClientRect()
            const at = part => Math.round(part)  // Where the browser draws it.
            return {{x: at(box.x + scrollX), y: at(box.y + scrollY), width: box.width, height: box.height}}
        }})()"""
        return self.evaluate(script)

    def key(self, name, code, times=1):
        for _ in range(times):
            for kind in ["rawKeyDown", "keyUp"]:
                self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def mouse(self, kind, x, y):
        buttons = 0 if kind == "mouseReleased" else 1
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=buttons, clickCount=1)

    def touch(self, kind, x=None, y=None):
        points = [] if x is None else [{"x": x, "y": y}]
        self.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)


def differs(one, other):
    """The largest difference of any colour of any pixel."""
    return max(high for _, high in ImageChops.difference(one, other).getextrema())


def check(browser, stage, at, before, after):
    """With the handle at this part of the width: photo to its left, restoration to its right."""
    shown = browser.shot(browser.box(stage))
    assert shown.size == SIZE, shown.size
    width, height = SIZE
    middle = round(at * width)
    for box, picture, other in [
        ((EDGE, LABELS, middle - KNOB, height - EDGE), before, after),
        ((middle + KNOB, LABELS, width - EDGE, height - EDGE), after, before),
    ]:
        if box[0] < box[2]:
            assert differs(shown.crop(box), picture.crop(box)) <= 1, (stage, at, box)
            assert differs(shown.crop(box), other.crop(box)) > 20, "the two differ there"


def restore(dynet, pack, photo, desk):
    """The page, and the pictures that it should show: the photo, then each variant."""
    left, top = 250, 150
    cut = Image.open(photo).convert("RGB").crop((left, top, left + SIZE[0], top + SIZE[1]))
    cut.save(desk / "photo.png")
    words = [dynet, "restore", desk / "photo.png", "--pack", pack, "--compare", "--json"]
    line = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    sheet = Image.open(line["compare"]).convert("RGB")
    top = sheet.height - SIZE[1]
    columns = range(0, sheet.width, SIZE[0] + 8)
    pictures = [sheet.crop((x, top, x + SIZE[0], top + SIZE[1])) for x in columns]
    assert differs(pictures[0], cut) == 0
    return Path(line["page"]), pictures


def main(dynet, pack, photo, folder=None):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as desk:
        desk = Path(desk)
        page, (before, *restored) = restore(dynet, pack, photo, desk)
        browser = Browser(desk / "profile")
        try:
            shots = look(browser, page, before, restored)
        finally:
            browser.process.kill()
            browser.process.wait()
    for name, shot in shots.items():
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            shot.save(Path(folder) / f"{name}.png")
    print(f"{len(restored)} sliders moved by keys, mouse and finger; pixels as they should be")


def look(browser, page, before, restored):
    browser.open(page)
    assert browser.evaluate("document.title") == "photo.png"
    assert browser.evaluate("document.querySelectorAll('.stage').length") == len(restored)
    stages = list(enumerate(restored))
    for stage, after in stages:
        check(browser, stage, 0.5, before, after)
    shots = {"light": browser.shot()}

    # Full size is not offered: they have it. Keys: Tab reaches one slider after the other; each moves alone.
    assert browser.evaluate("document.getElementById('full').parentElement.hidden")
    for stage, after in stages:
        browser.key("Tab", 9)
        for name, code, times, at in [("ArrowLeft", 37, 20, 0.3), ("Home", 36, 1, 0), ("End", 35, 1, 1), ("ArrowLeft", 37, 40, 0.6)]:
            browser.key(name, code, times)
            check(browser, stage, at, before, after)
        for other, picture in stages[stage + 1 :]:
            check(browser, other, 0.5, before, picture)
    shots["focus"] = browser.shot()

    # Mouse: pressed, dragged, and let go; after that it is not followed.
    for stage, after in stages:
        box = browser.box(stage)
        x, y = box["x"], box["y"] + 64
        browser.mouse("mousePressed", x + 100, y)
        check(browser, stage, 0.25, before, after)
        browser.mouse("mouseMoved", x + 301, y)
        check(browser, stage, 301 / 400, before, after)
        browser.mouse("mouseMoved", x + 2000, y)
        check(browser, stage, 1, before, after)
        browser.mouse("mouseMoved", x + 200, y)
        browser.mouse("mouseReleased", x + 200, y)
        browser.call("Input.dispatchMouseEvent", type="mouseMoved", x=x + 50, y=y)
        check(browser, stage, 0.5, before, after)

    # Dark.
    light = browser.shot().getpixel((2, 2))
    scheme = {"name": "prefers-color-scheme", "value": "dark"}
    browser.call("Emulation.setEmulatedMedia", features=[scheme])
    shots["dark"] = browser.shot()
    dark = shots["dark"].getpixel((2, 2))
    assert min(light) > 200 and max(dark) < 60, (light, dark)
    browser.call("Emulation.setEmulatedMedia", features=[])

    # A phone: nothing sticks out, and a finger moves the handle.
    browser.screen(360, 740, mobile=True, scale=2)
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360
    box = browser.box(0)
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert abs(box["height"] / box["width"] - SIZE[1] / SIZE[0]) < 0.01
    y = box["y"] + box["height"] / 2
    browser.touch("touchStart", box["x"] + box["width"] / 2, y)
    for part in [0.45, 0.4, 0.3, 0.2]:
        browser.touch("touchMove", box["x"] + box["width"] * part, y)
    browser.touch("touchEnd")
    at = float(browser.evaluate("document.querySelector('.stage').style.getPropertyValue('--at').replace('%', '')"))
    assert abs(at - 20) < 1, at
    shots["phone"] = browser.shot()
    # Pixel for pixel on demand, to be scrolled within its frame.
    browser.evaluate("document.getElementById('full').click()")
    assert browser.box(0)["width"] == SIZE[0]
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360

    # Nothing was fetched, and nothing went wrong.
    for event in browser.events:
        method, params = event.get("method"), event.get("params")
        if method == "Network.requestWillBeSent":
            assert params["request"]["url"].startswith(("file:", "data:")), params["request"]["url"][:200]
        assert method != "Runtime.exceptionThrown", params
        assert method != "Log.entryAdded" or params["entry"]["level"] != "error", params
    return shots


if __name__ == "__main__":
    main(*sys.argv[1:])
