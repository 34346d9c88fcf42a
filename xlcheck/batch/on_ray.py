"""Judging on a Ray cluster: the same pairs, the same results, by actors that each keep the models loaded."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from xlcheck.batch.item import Loaded
from xlcheck.batch.judge import Judge, Outcome
from xlcheck.batch.settings import Settings
from xlcheck.errors import XlcheckError

if TYPE_CHECKING:
    from types import ModuleType

#: Chunks that are a data set at a time: the manifest is read as the cluster goes, and the memory stays flat.
_AT_ONCE = 256


def engine(address: str | None = None) -> Callable[..., Iterator[list[Outcome]]]:
    """What ``run_batch`` takes for an engine: Ray on this machine, or the cluster at an address.

    Raises XlcheckError where Ray isn't installed, or the cluster can't be reached.
    """
    return partial(_outcomes, _ray(address))


def _outcomes(
    ray: ModuleType, chunks: Iterator[list[Loaded]], settings: Settings, jobs: int, stop: Callable[[], bool]
) -> Iterator[list[Outcome]]:
    while not stop() and (some := list(islice(chunks, _AT_ONCE))):
        found = ray.data.from_items([{"chunk": chunk} for chunk in some], override_num_blocks=len(some)).map_batches(
            _Actor,
            fn_constructor_args=(settings,),
            batch_size=1,
            # Ray Data begins an actor that died anew, and gives it again what it had: nothing is written but by us.
            compute=ray.data.ActorPoolStrategy(size=jobs),
            num_cpus=1,
        )
        for row in found.iter_rows():
            yield row["outcomes"]
            if stop():
                return


class _Actor:
    """A judge on some node; numbers of threads are one, as everywhere in a batch."""

    def __init__(self, settings: Settings) -> None:
        self._judge = Judge(settings)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        return {"outcomes": [self._judge.together(list(chunk)) for chunk in batch["chunk"]]}


def _ray(address: str | None) -> ModuleType:
    # Set before Ray is imported: it reports to nobody, and asks for no token on this machine alone.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    if address is None:
        os.environ.setdefault("RAY_AUTH_MODE", "disabled")
        os.environ.setdefault("RAY_raylet_start_wait_time_s", "180")
    try:
        import ray
        import ray.data
    except ImportError:
        raise XlcheckError("--engine ray needs a library: pip install 'xlcheck[ray]'") from None
    if address is not None:
        _reachable(address)
    try:
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False, include_dashboard=False if address is None else None)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        raise XlcheckError(
            f"Ray can't be reached at {address or 'this machine'} ({str(error).splitlines()[0]})"
        ) from None
    ray.data.DataContext.get_current().enable_progress_bars = False
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    module: ModuleType = ray
    return module


def _reachable(address: str) -> None:
    """Raises XlcheckError where nobody listens at an address: Ray itself would go on trying for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()
    except OSError as error:
        raise XlcheckError(f"Ray can't be reached at {address} ({error})") from None
