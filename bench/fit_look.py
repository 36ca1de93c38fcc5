"""How is the second look found? ``make fit`` does this last: pictures of doubtful boxes, and networks that see them.

Needs PyTorch, which nothing else here does. Pages are others than those that the first networks were fitted on, so that
what these say of them is as good as it will be; one page in five is kept for the temperature. With ``--further`` the
networks of the model go on from where they are, on yet other pages: more of them than one run could collect.
"""

import argparse
import itertools
import multiprocessing
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize_scalar
from scipy.special import softmax
from torch import nn
from torch.nn import functional

from batches.model import MODEL_FILE, load_model, model_to_json
from bench.looks import SURE, Looks, collect_looks, load_looks, pictures_of_levels, save_looks, together
from omr.detect.look import CHANNELS, Look, LookNetwork, stretched

_RESULTS = Path(__file__).parent / "results"
_FIRST_SEED, _FURTHER_SEED, _SEEDS_A_GRADE = 100_000_000, 500_000_000, 10_000_000
_HARD_PAGES, _FURTHER_HARD_PAGES = 7000, 4200
# Pages of each grade, as shares of those; clean ones are never doubtful.
_PAGES = {"hard": 1.0, "wide": 6 / 7, "office": 5 / 7, "faint": 1.5 / 7}
_FURTHER_PAGES = {"hard": 1.0, "messy": 0.5, "wide": 0.7, "office": 0.6, "faint": 0.2}
# Chosen by held-out log loss: three steps and half the channels left a seventh more of it.
_CHANNELS, _KERNELS, _HIDDEN = (16, 32, 48, 64), (5, 3, 3, 3), 48
_VOTERS, _EPOCHS, _FURTHER_EPOCHS, _BATCH = 4, 20, 7, 256
_RATE, _FURTHER_RATE, _DECAY, _DROPPED = 3e-3, 1.5e-3, 2e-2, 0.2
# Pictures are blurred so often, by up to so much, and get so much noise: other scanners than the simulated ones do.
_BLURRED_SHARE, _NOISE = 0.3, 0.012
# The channels of a picture that say how dark it is.
_DARK = (0, 2)
# What is not doubtful counts less: it is there so that the networks know what is plain.
_PLAIN_WEIGHT = 0.4
_HELD_OUT_EVERY = 5
# What is held out is seen in so many pieces: their convolutions all at once would fill the memory.
_PIECES = 50
console = Console()


def main() -> None:
    """Collect, fit, and write the model anew with its second look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, help="pages of the hard grade, 7000 or 4200 further; the others follow")
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--reuse", action="store_true", help="take the pictures that an earlier run has left")
    parser.add_argument("--further", action="store_true", help="go on from the networks of the model, on other pages")
    arguments = parser.parse_args()
    first = load_model()
    seed, shares = (_FURTHER_SEED, _FURTHER_PAGES) if arguments.further else (_FIRST_SEED, _PAGES)
    hard = arguments.pages or (_FURTHER_HARD_PAGES if arguments.further else _HARD_PAGES)
    pages = {
        grade: range(seed + n * _SEEDS_A_GRADE, seed + n * _SEEDS_A_GRADE + round(hard * share))
        for n, (grade, share) in enumerate(shares.items())
    }
    looks = _looks(pages, arguments.workers, arguments.reuse)
    look = fit_look(looks, first.look.networks if arguments.further and first.look else None)
    before = first.version if arguments.further else first.version.partition("+")[0]
    version = f"{before}+{len(np.unique(looks.page))}p"
    MODEL_FILE.write_text(model_to_json(replace(first, look=look, version=version)), encoding="utf-8")
    console.print(f"wrote {MODEL_FILE.name}: version {version}, temperature of the look {look.temperature:.3f}")


def fit_look(looks: Looks, start: Sequence[LookNetwork] | None = None) -> Look:
    """Return networks fitted to pictures, with the temperature at which they doubt as much as they err.

    `start` are the networks to go on from; without them they begin with chance.
    """
    held_out = looks.page % _HELD_OUT_EVERY == _HELD_OUT_EVERY - 1
    learn = partial(_fitted, looks.where(~held_out))
    begun: Sequence[LookNetwork | None] = start or [None] * _VOTERS
    with ProcessPoolExecutor(multiprocessing.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        fitting = pool.map(learn, range(len(begun)), begun)
        networks = tuple(track(fitting, "networks", total=len(begun), console=console))
    doubtful = looks.where(held_out & looks.doubtful)
    pieces = [doubtful.where(doubtful.page % _PIECES == n) for n in range(_PIECES)]
    label = np.concatenate([piece.label for piece in pieces])
    logits = np.stack([np.concatenate([n.logits(p.pictures, p.known) for p in pieces]) for n in networks])

    def loss(temperature: float) -> float:
        p = softmax(logits.astype(np.float64) / temperature, axis=2).mean(axis=0)
        return float(-np.log(p[np.arange(len(p)), label] + 1e-12).mean())

    best = minimize_scalar(loss, bounds=(0.7, 3.0), method="bounded")
    before = -doubtful.known[np.arange(len(doubtful)), doubtful.label - 3].mean()
    console.print(f"held-out log loss {best.fun:.4f}, without the look {before:.4f} ({len(doubtful)} doubtful boxes)")
    return Look(networks, float(best.x), SURE)


def _looks(pages: Mapping[str, range], workers: int, reuse: bool) -> Looks:
    _RESULTS.mkdir(exist_ok=True)
    parts = []
    for grade, some in pages.items():
        path = _RESULTS / f"looks-{grade}-{some.start}-{len(some)}.npz"
        if not (reuse and path.exists()):
            save_looks(collect_looks(grade, some, workers), path)
        parts.append(load_looks(path))
    return together(parts)


@dataclass(frozen=True, slots=True, eq=False)
class _Layers:
    """The layers of one network while it is fitted."""

    convolutions: list[nn.Conv2d]
    dense: list[nn.Linear]
    dropout: nn.Dropout

    def logits(self, pictures: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
        """Return (N, 3), as `LookNetwork.logits` does, for (N, channels, S, S)."""
        values = pictures
        for convolution in self.convolutions:
            values = functional.relu(convolution(values))
        values = torch.cat([self.dropout(values.permute(0, 2, 3, 1).flatten(1)), known], 1)
        for layer in self.dense[:-1]:
            values = self.dropout(functional.relu(layer(values)))
        result: torch.Tensor = self.dense[-1](values)
        return result

    def frozen(self) -> LookNetwork:
        """Return the network as it is used."""
        return LookNetwork(
            tuple((_array(c.weight.permute(2, 3, 1, 0)), _array(c.bias)) for c in self.convolutions),
            tuple((_array(d.weight.T), _array(d.bias)) for d in self.dense),
        )

    def begin(self, network: LookNetwork) -> None:
        """Take over the numbers of a network. Channels of the picture that it did not see count for nothing yet."""
        with torch.no_grad():
            for convolution, (weights, biases) in zip(self.convolutions, network.convolutions, strict=True):
                seen = torch.from_numpy(weights).permute(3, 2, 0, 1)
                convolution.weight.zero_()
                convolution.weight[:, : seen.shape[1]] = seen
                _set(convolution.bias, biases)
            for dense_layer, (weights, biases) in zip(self.dense, network.dense, strict=True):
                dense_layer.weight.copy_(torch.from_numpy(weights.T))
                _set(dense_layer.bias, biases)


def _array(values: torch.Tensor | None) -> NDArray[np.float32]:
    assert values is not None  # every layer here has biases
    return np.ascontiguousarray(values.detach().numpy(), np.float32)


def _set(bias: torch.Tensor | None, values: NDArray[np.float32]) -> None:
    if bias is not None:
        bias.copy_(torch.from_numpy(values))


def _layers(side: int, known: int) -> _Layers:
    channels = (CHANNELS, *_CHANNELS)
    convolutions = [
        nn.Conv2d(a, b, k, 2, padding=k // 2) for (a, b), k in zip(itertools.pairwise(channels), _KERNELS, strict=True)
    ]
    for _ in _KERNELS:
        side = (side + 1) // 2
    widths = (side * side * _CHANNELS[-1] + known, _HIDDEN, 3)
    return _Layers(convolutions, [nn.Linear(a, b) for a, b in itertools.pairwise(widths)], nn.Dropout(_DROPPED))


def _fitted(looks: Looks, seed: int, start: LookNetwork | None) -> LookNetwork:
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    levels = torch.from_numpy(looks.levels).permute(0, 3, 1, 2)
    known, label = torch.from_numpy(looks.known), torch.from_numpy(looks.label)
    weight = torch.from_numpy(np.where(looks.doubtful, 1.0, _PLAIN_WEIGHT).astype(np.float32))
    layers = _layers(levels.shape[2], known.shape[1])
    epochs, rate = (_EPOCHS, _RATE) if start is None else (_FURTHER_EPOCHS, _FURTHER_RATE)
    if start is not None:
        layers.begin(start)
    parameters = [p for layer in (*layers.convolutions, *layers.dense) for p in layer.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, epochs * (len(looks) // _BATCH), pct_start=0.15)
    for _ in range(epochs):
        order = torch.randperm(len(looks))
        for at in range(0, len(order) - _BATCH + 1, _BATCH):
            some = order[at : at + _BATCH]
            logits = layers.logits(_varied(levels[some]), known[some])
            loss = (functional.cross_entropy(logits, label[some], reduction="none") * weight[some]).mean()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            schedule.step()
    layers.dropout.eval()
    return layers.frozen()


def _varied(levels: torch.Tensor) -> torch.Tensor:
    """Return pictures mirrored, turned, moved by a pixel, paler or darker, blurred and noisy: they mean the same."""
    pictures = torch.from_numpy(pictures_of_levels(levels.numpy(), axis=1))
    for axes in ((3,), (2,)):
        if torch.rand(1) < 0.5:
            pictures = pictures.flip(axes)
    if torch.rand(1) < 0.5:
        pictures = pictures.transpose(2, 3)
    pictures = torch.roll(pictures, torch.randint(-1, 2, (2,)).tolist(), (2, 3))
    dark = pictures[:, _DARK] * torch.empty(len(pictures), 1, 1, 1).uniform_(0.85, 1.15)
    if torch.rand(1) < _BLURRED_SHARE:
        dark = torch.lerp(dark, functional.avg_pool2d(dark, 3, 1, 1), float(torch.rand(1)))
    pictures[:, _DARK] = dark + _NOISE * torch.rand(len(pictures), 1, 1, 1) * torch.randn(dark.shape)
    pictures[:, -1] = torch.from_numpy(stretched(pictures[:, 0].numpy()))
    return pictures


if __name__ == "__main__":
    main()
