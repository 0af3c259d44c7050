"""Processes that work for another one."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection

import pytest

from policyq.apps import processes


def _deaf(pipe: Connection) -> None:
    pipe.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def _divides(pipe: Connection) -> None:
    processes.answer(pipe, lambda: 1 // 0)


def _says_nothing(pipe: Connection) -> None:
    pipe.close()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_it_is_deaf_to_ctrl_c_from_its_first_moment_and_its_parent_is_not() -> None:
    worker = processes.start(_deaf)
    try:
        assert processes.receive(worker, bool)
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    finally:
        processes.stop([worker])


def test_last_words_are_told() -> None:
    worker = processes.start(_divides)
    try:
        with pytest.raises(processes.Broken, match="ZeroDivisionError"):
            processes.receive(worker, int)
    finally:
        processes.stop([worker])


def test_one_that_is_gone_is_noticed() -> None:
    worker = processes.start(_says_nothing)
    try:
        with pytest.raises(processes.Killed, match="ended too soon"):
            processes.receive(worker, int)
    finally:
        processes.stop([worker])
