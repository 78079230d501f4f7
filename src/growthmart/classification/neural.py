"""A small neural network: trained with torch, kept and evaluated as arrays of NumPy."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress

Floats = NDArray[np.float64]

WIDTHS = (64, 32, 1)
BATCH_ROWS = 256
MOST_EPOCHS = 60
PATIENCE = 6
HELD_BACK = 0.15
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 1e-3


@dataclass(frozen=True)
class NeuralNetwork:
    """Layers of 64, 32 and 1 with ReLU between them.

    Attributes:
        weights: per layer (inputs, outputs).
        biases: per layer (outputs,).
    """

    weights: list[Floats]
    biases: list[Floats]

    @classmethod
    def fit(cls, matrix: Floats, label: NDArray[np.bool_], seed: int) -> "NeuralNetwork":
        """Train with Adam on the binary cross-entropy, and stop early.

        15 % of the rows are held back: the training stops after 6 epochs without a smaller loss on
        them, and the weights of the best epoch are kept. It runs on a GPU where there is one. A bar
        shows the progress on a terminal.
        """
        import torch  # slow to import, and only the training needs it

        device = "cuda" if torch.cuda.is_available() else "cpu"
        order = np.random.default_rng(seed).permutation(len(label))
        held_back = max(1, int(HELD_BACK * len(label)))
        inputs = torch.tensor(matrix[order], dtype=torch.float32, device=device)
        target = torch.tensor(label[order], dtype=torch.float32, device=device)[:, None]
        devices = [torch.cuda.current_device()] if device == "cuda" else []
        with torch.random.fork_rng(devices), _one_thread(), _progress() as progress:
            torch.manual_seed(seed)
            network = _layers(matrix.shape[1]).to(device)
            optimizer = torch.optim.Adam(
                network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY
            )
            loss_of = torch.nn.BCEWithLogitsLoss()
            best, best_loss, best_epoch = cls([], []), np.inf, 0
            bar = progress.add_task("training the neural network", total=MOST_EPOCHS)
            for epoch in range(MOST_EPOCHS):
                rows = held_back + torch.randperm(len(label) - held_back).to(device)
                for batch in rows.split(BATCH_ROWS):
                    optimizer.zero_grad()
                    loss_of(network(inputs[batch]), target[batch]).backward()
                    optimizer.step()
                with torch.no_grad():
                    loss = loss_of(network(inputs[:held_back]), target[:held_back]).item()
                if loss < best_loss:
                    best, best_loss, best_epoch = cls._of(network), loss, epoch
                if epoch - best_epoch >= PATIENCE:
                    break
                progress.advance(bar)
        return best

    @classmethod
    def _of(cls, network: Any) -> "NeuralNetwork":
        linear = [layer for layer in network if hasattr(layer, "weight")]
        return cls(
            [layer.weight.detach().cpu().numpy().T.astype(np.float64) for layer in linear],
            [layer.bias.detach().cpu().numpy().astype(np.float64) for layer in linear],
        )

    def log_odds(self, matrix: Floats) -> Floats:
        """Return the output for each row, (n,)."""
        values = matrix
        for layer, (weights, biases) in enumerate(zip(self.weights, self.biases, strict=True)):
            values = values if layer == 0 else np.maximum(values, 0.0)
            # not by BLAS, whose last digits depend on the position of the row
            values = np.einsum("ni,io->no", values, weights) + biases
        return values[:, 0]


def _layers(inputs: int) -> Any:
    import torch

    layers: list[Any] = []
    for width in WIDTHS:
        layers += [torch.nn.Linear(inputs, width), torch.nn.ReLU()]
        inputs = width
    return torch.nn.Sequential(*layers[:-1])


@contextmanager
def _one_thread() -> Iterator[None]:
    """With several threads, the last digits of sums differ from run to run."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not sys.stderr.isatty())
