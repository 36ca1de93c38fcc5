"""How are the numbers of the recogniser found? ``make fit`` simulates sheets, fits the networks and writes the model.

Pages are split by writer: those that the temperature and the threshold are found on were not fitted on, and the
accuracy bench uses yet others. The command, the seeds and the versions are in the file.
"""

import argparse
import itertools
import multiprocessing
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from scipy.optimize import minimize_scalar
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from batches.model import ADOPTED_MODEL_FILE, MODEL_FILE, model_to_json
from bench.samples import Samples, collect, load, save
from omr.detect.context import INPUTS, inputs
from omr.detect.model import Layers, MarkModel, together

_RESULTS = Path(__file__).parent / "results"
_FIRST_SEED = 8_000_000
# Grades share no seed, so that a page kept for the temperature is no other grade's.
_SEEDS_A_GRADE = 10_000_000
# Pages of each grade, as shares; faint and clean ones have less to teach.
_PAGES = {"hard": 1.0, "office": 1.0, "clean": 0.41, "wide": 1.0, "faint": 0.4373}
# The same for forms that others printed, with seeds of their own.
_OTHER_SEED = 300_000_000
_OTHER_PAGES = {"other-office": 0.35, "other-wide": 0.3, "other-hard": 0.25, "other-faint": 0.1}
# From which confidence on answers are accepted; of forms of others, where nobody looks twice, fewer are.
_ACCEPT, _ADOPTED_ACCEPT = 0.975, 0.99
_HIDDEN = (32, 16)
_VOTERS = 8
_EPOCHS = 40
_PENALTY = 1e-3
# One page in this many is kept for the temperature.
_HELD_OUT_EVERY = 5
console = Console()


def main() -> None:
    """Fit and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3659, help="pages of the hard grade; the others follow")
    parser.add_argument("--adopted", action="store_true", help="fit the model for forms that others printed")
    parser.add_argument("--accept", type=float, help="confidence from which an answer is accepted")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--reuse", action="store_true", help="take the samples that an earlier run has left")
    arguments = parser.parse_args()
    file, prefix, first_seed, grades, accept = (
        (ADOPTED_MODEL_FILE, "a1", _OTHER_SEED, _OTHER_PAGES, _ADOPTED_ACCEPT)
        if arguments.adopted
        else (MODEL_FILE, "2", _FIRST_SEED, _PAGES, _ACCEPT)
    )
    seeds = {
        grade: range(first_seed + n * _SEEDS_A_GRADE, first_seed + n * _SEEDS_A_GRADE + round(arguments.pages * share))
        for n, (grade, share) in enumerate(grades.items())
    }
    samples = _samples(seeds, arguments.workers, arguments.reuse)
    model = fit(samples, f"{prefix}-{arguments.pages}p", accept if arguments.accept is None else arguments.accept)
    file.write_text(model_to_json(model), encoding="utf-8")
    console.print(f"wrote {file.name}: version {model.version}, temperature {model.temperature:.3f}")


def fit(samples: Samples, name: str, accept: float) -> MarkModel:
    """Return a model fitted to samples."""
    x = _inputs_of(samples)
    held_out = samples.page % _HELD_OUT_EVERY == _HELD_OUT_EVERY - 1
    mean, scale = x[~held_out].mean(axis=0), x[~held_out].std(axis=0) + 1e-6
    standard = np.clip((x - mean) / scale, -6, 6)
    learn = partial(_fit_network, standard[~held_out].astype(np.float32), samples.label[~held_out])
    with ProcessPoolExecutor(multiprocessing.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        networks = together(list(pool.map(learn, range(_VOTERS))))
    model = MarkModel(name, mean, scale, networks, 1.0, accept)

    def loss(temperature: float) -> float:
        p = replace(model, temperature=temperature).probabilities(x[held_out])
        return float(-np.log(p[np.arange(len(p)), samples.label[held_out]] + 1e-12).mean())

    best = minimize_scalar(loss, bounds=(0.7, 3.0), method="bounded")
    console.print(f"held-out log loss {best.fun:.5f} at temperature {best.x:.3f} ({held_out.sum()} boxes)")
    return replace(model, temperature=float(best.x))


def _samples(seeds: Mapping[str, range], workers: int, reuse: bool) -> Samples:
    _RESULTS.mkdir(exist_ok=True)
    parts = []
    for grade, some in seeds.items():
        path = _RESULTS / f"samples-{grade}-{len(some)}.npz"
        if not (reuse and path.exists()):
            save(collect(grade, some, workers), path)
        parts.append(load(path))
    return Samples(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.label for part in parts]),
        np.concatenate([part.page for part in parts]),
        np.concatenate([part.field for part in parts]),
        np.concatenate([part.kind for part in parts]),
    )


def _inputs_of(samples: Samples) -> NDArray[np.float64]:
    x = np.empty((len(samples.label), INPUTS))
    edges = np.flatnonzero(np.diff(samples.page)) + 1
    bounds = [0, *edges.tolist(), len(samples.page)]
    for start, end in itertools.pairwise(bounds):
        x[start:end] = inputs(samples.features[start:end], samples.field[start:end])
    return x


def _fit_network(x: NDArray[np.float32], label: NDArray[np.int64], seed: int) -> Layers:
    classifier = MLPClassifier(
        _HIDDEN, alpha=_PENALTY, batch_size=512, learning_rate_init=2e-3, max_iter=_EPOCHS, tol=0.0, random_state=seed
    )
    with warnings.catch_warnings():
        # The epochs are what they are; more of them only fit the samples' chance.
        warnings.simplefilter("ignore", ConvergenceWarning)
        classifier.fit(x, label)
    return tuple(zip(classifier.coefs_, classifier.intercepts_, strict=True))


if __name__ == "__main__":
    main()
