"""Does confidence mean what it says? A reliability diagram: how often the machine was right where it was so certain."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.statistics import Bin

_COLOURS = {"clean": "#2a78d6", "office": "#1f8a5b", "hard": "#c2571a"}
# Nothing is plotted nearer to certainty: from fewer wrong answers no rate can be told.
_LEAST_DOUBT = 1e-6


def write_diagram(bins_by_grade: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """Write the diagram as SVG: doubt claimed against answers wrong, both logarithmic; the diagonal is honesty."""
    # Drawing is needed by this one function; importing it takes a second.
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([_LEAST_DOUBT, 1], [_LEAST_DOUBT, 1], color="#8a8f98", linewidth=1, label="as certain as it is right")
    for grade, bins in bins_by_grade.items():
        claimed = [max(1 - b.confidence, _LEAST_DOUBT) for b in bins]
        seen = [max(1 - b.right, _LEAST_DOUBT) for b in bins]
        sizes = [12 + 10 * len(str(b.questions)) for b in bins]
        axes.scatter(claimed, seen, sizes, color=_COLOURS.get(grade), label=grade, zorder=3)
    axes.set(xscale="log", yscale="log", xlabel="doubt claimed (1 - confidence)")
    axes.set_ylabel("answers not as meant (bottom line: none)")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    # Of the same figures the same file: its names are made from this word and not by chance.
    with rc_context({"svg.hashsalt": "omr"}):
        figure.savefig(path, metadata={"Date": None})
