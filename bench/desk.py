"""How fast is the desk? From a key to the next picture, over 200 questions in a real browser.

``python -m bench.desk`` makes an office of simulated sheets, has accepted answers drawn until 200 questions wait, and
goes through them by keyboard. Times are in milliseconds; beside them as a multiple of what the browser and the server
take for a page that does nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, sync_playwright

_CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# A key as a person presses it, timed by the page's own clock until the next question stands there with its picture.
_PRESSED = """keys => new Promise((done, failed) => {
  const before = document.querySelector(".work").dataset.item, began = performance.now();
  const giveUp = setTimeout(() => failed("no next question"), 10000);
  const look = () => {
    const work = document.querySelector(".work"), crop = document.querySelector("#crop");
    const there = !work || (work.dataset.item !== before && crop && crop.complete && crop.naturalWidth);
    if (!there) return requestAnimationFrame(look);
    clearTimeout(giveUp);
    done(performance.now() - began);
  };
  for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  look();
})"""


def key_to_picture_ms(page: Page, key: str) -> float:
    """Press a key and return the time until the next question's picture stands there."""
    keys = [key, "Enter"] if page.query_selector("#several") else [key]
    return float(page.evaluate(_PRESSED, keys))


def nothing_ms(page: Page, root: str) -> float:
    """Return what a request takes that does nothing."""
    began = time.perf_counter()
    page.evaluate("async address => { await (await fetch(address)).text(); }", root + "/health")
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--sheets", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "demo" / "home"
        _omr("demo", "--copies", asked.sheets, "--out", home.parent)
        _omr("--home", home, "audit", "--sample", asked.items, "--who", "bench")
        figures = _session(home, asked.items)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def _session(home: Path, items: int) -> dict[str, float]:
    words = [sys.executable, "-m", "app", "--home", str(home), "review", "--no-browser", "--who", "bench"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as desk, sync_playwright() as playwright:
        assert desk.stdout is not None
        try:
            address = desk.stdout.readline().strip()
            root = address.split("/enter")[0]
            browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.goto(address)
            nothing = float(np.median([nothing_ms(page, root) for _ in range(30)]))
            page.goto(root + "/queue?kind=question")
            page.wait_for_function("document.querySelector('#crop').naturalWidth > 0")
            times = [key_to_picture_ms(page, "1") for _ in range(items - 1)]
            browser.close()
        finally:
            desk.terminate()
    median, slow = float(np.median(times)), float(np.quantile(times, 0.95))
    return {
        "items": items - 1,
        "key_to_picture_median_ms": round(median, 1),
        "key_to_picture_95th_ms": round(slow, 1),
        "under_100_ms_share": round(float(np.mean(np.array(times) < 100)), 3),
        "request_that_does_nothing_ms": round(nothing, 1),
        "median_as_multiple_of_nothing": round(median / nothing, 1),
    }


def _omr(*words: object) -> None:
    subprocess.run(
        [sys.executable, "-m", "app", *map(str, words)],
        check=True,
        capture_output=True,
        env=os.environ | {"OMR_LANG": "vi"},
    )


if __name__ == "__main__":
    main()
