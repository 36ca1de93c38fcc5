"""Does memory grow with the number of pages? The same command over a PDF of few and of many pages, each afresh.

``python -m bench.memory`` prints the peak of the process that writes and of the largest one that reads.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2

from forms.arrange import arrange
from forms.catalogue import find_form
from forms.draw import draw_pdf

_DPI = 200


@dataclass(frozen=True, slots=True)
class Peak:
    """Peaks of resident memory in MB, and how long the run took."""

    writer_mb: float
    reader_mb: float
    seconds: float


def write_pile(path: Path, pages: int) -> None:
    """Write a PDF of so many scans of a photocopied master, each with its own noise, as a scanner writes it."""
    with pypdfium2.PdfDocument(draw_pdf(arrange(find_form("pks-q")), [None])) as blank:
        sheet = blank[0].render(scale=_DPI / 72, grayscale=True).to_numpy().squeeze().copy()
        size_pt = blank[0].get_size()
    document = pypdfium2.PdfDocument.new()
    rng = np.random.default_rng(1)
    for _ in range(pages):
        noisy = (sheet * 0.93 + rng.normal(8, 3, sheet.shape)).clip(0, 255).astype(np.uint8)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(cv2.imencode(".jpg", noisy)[1].tobytes()), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix(size_pt[0], 0, 0, size_pt[1], 0, 0))
        page = document.new_page(*size_pt)
        page.insert_obj(image)
        page.gen_content()
        page.close()
    document.save(path)
    document.close()


def peak_of(pile: Path, home: Path) -> Peak:
    """Scan a pile in processes of their own, and return the most memory that any of them held."""
    environment = os.environ | {"OMR_HOME": str(home)}
    printing = [sys.executable, "-m", "app", "print", "pks-q", "--photocopy", "--out", str(home / "blank.pdf")]
    subprocess.run(printing, check=True, env=environment, stderr=subprocess.DEVNULL)
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(pile)],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
    )
    kilobytes = json.loads(ran.stdout.splitlines()[-1])
    return Peak(kilobytes[0] / 1024, kilobytes[1] / 1024, time.perf_counter() - started)


# Runs the command, and says last what it and its workers held at most. On Linux a process is told the peak of the one
# that started it as its own, but for VmHWM; so what is said of the readers is an upper bound.
_MEASURED = """
import json, resource, sys
from pathlib import Path
from app import cli
sys.argv = ["omr", "scan", sys.argv[1], "--json"]
try:
    cli.main()
except SystemExit:
    pass
status = Path("/proc/self/status").read_text()
own = int(status.split("VmHWM:")[1].split()[0])
print()
print(json.dumps([own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[50, 2000])
    peaks = []
    for pages in parser.parse_args().pages:
        with tempfile.TemporaryDirectory() as folder:
            pile = Path(folder) / "pile.pdf"
            write_pile(pile, pages)
            peak = peak_of(pile, Path(folder))
        peaks.append(peak)
        sys.stdout.write(
            f"{pages:6d} pages: writer {peak.writer_mb:4.0f} MB, reader {peak.reader_mb:4.0f} MB, "
            f"{pages / peak.seconds:.1f} pages/s with the start\n"
        )
    ratio = max(peaks[-1].writer_mb / peaks[0].writer_mb, peaks[-1].reader_mb / peaks[0].reader_mb)
    sys.stdout.write(f"the most against the least: x {ratio:.2f}\n")


if __name__ == "__main__":
    main()
