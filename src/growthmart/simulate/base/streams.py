"""One random stream per purpose, so that a new entity never changes the others."""

from zlib import crc32

import numpy as np


class Streams:
    """Independent generators by name, all derived from one seed (0 or more)."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._started: dict[str, np.random.Generator] = {}

    def __getitem__(self, name: str) -> np.random.Generator:
        """Return the generator of a purpose, in the state in which its last caller left it."""
        if name not in self._started:
            self._started[name] = np.random.default_rng([self._seed, crc32(name.encode())])
        return self._started[name]
