"""Processes that work for this one, each at the other end of a pipe.

What fails there is told here: by its last words, or that it ended too soon.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")


class Broken(RuntimeError):
    """One of the processes failed; its last words are the message."""


class Killed(Broken):
    """One of the processes ended before it said anything."""


class Worker(NamedTuple):
    """A process, and the pipe to it."""

    process: BaseProcess
    pipe: Connection


def start(work: Callable[..., object], *args: Any) -> Worker:
    """Begins ``work(pipe, *args)`` in a new process. It calls `answer`."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *args), daemon=True)
    with _uninterrupted():
        process.start()
    theirs.close()
    return Worker(process, ours)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started meanwhile is deaf to Ctrl-C from its first moment on. Ctrl-C reaches every process
    of the terminal; the one that waits answers it for all, and its end closes the pipe."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    # Whoever starts a process first starts this one, and that lets Ctrl-C in again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop(workers: Iterable[Worker], patience: float = 5) -> None:
    """Ends them, whatever they do; each has so many seconds to end by itself."""
    for worker in workers:
        worker.pipe.close()
        worker.process.join(timeout=patience)
        if worker.process.is_alive():
            worker.process.terminate()


def receive(worker: Worker, kind: type[_T]) -> _T:
    """What a process has to say. Raises `Broken`, and `Killed` where it is gone."""
    try:
        found = worker.pipe.recv()
    except (EOFError, OSError):
        raise Killed(f"process {worker.process.pid} ended too soon") from None
    if not isinstance(found, kind):
        raise Broken(str(found))
    return found


def answer(pipe: Connection, work: Callable[[], object]) -> None:
    """In the other process: does the work and sends what it gives, or its last words."""
    # Where a process cannot be deaf to Ctrl-C from the start, it is from here on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            found: object = work()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise
        except Exception as fault:
            found = f"{type(fault).__name__}: {fault}"
        pipe.send(found)
