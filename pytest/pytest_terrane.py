"""Tests of Earth Engine scripts against a server of their own: no account, no quota, no network.

    # conftest.py, where this file is not installed as a plugin
    pytest_plugins = ["pytest_terrane"]

    def test_band_math(ee):
        assert ee.Number(1).add(2).getInfo() == 3

The server that `terrane exec -- pytest` has started is used; without one, `terrane serve` is started for the session, in memory of its own,
and stopped at its end. TERRANE_COMMAND says how `terrane` is called, `npx --yes terrane` if it is not set.
"""
import dataclasses
import os
import queue
import re
import shlex
import subprocess
import tempfile
import threading
import time

import pytest

#: Seconds until a server must have its samples.
PATIENCE = 120


@dataclasses.dataclass(frozen=True)
class Terrane:
    """A server: where it is, and the project that tests are in."""

    url: str
    project: str


@pytest.fixture(scope="session")
def terrane():
    """The server of the session, with the samples."""
    project = os.environ.get("TERRANE_PROJECT", "terrane-demo")
    url = os.environ.get("TERRANE_URL")
    if url:
        yield Terrane(url, project)
        return
    command = shlex.split(os.environ.get("TERRANE_COMMAND", "npx --yes terrane"))
    with tempfile.TemporaryDirectory(prefix="terrane-pytest-") as data:
        environment = {**os.environ, "TERRANE_AUTH": "open"}
        arguments = ["serve", "--port", "0", "--data", data, "--wait-samples"]
        server = subprocess.Popen(
            [*command, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            yield Terrane(_address(server), project)
        finally:
            server.terminate()
            server.wait(30)


@pytest.fixture(scope="session")
def ee(terrane):
    """The official client, connected to the server of the session."""
    client = pytest.importorskip("ee")
    credentials = pytest.importorskip("google.oauth2.credentials")
    # A server of this machine takes any token.
    client.Initialize(credentials.Credentials(token="any"), url=terrane.url, project=terrane.project)
    return client


def _address(server):
    """The address that a server prints when it can be used."""
    lines = queue.Queue()
    threading.Thread(target=lambda: [lines.put(line) for line in server.stdout], daemon=True).start()
    until = time.monotonic() + PATIENCE
    said = []
    while time.monotonic() < until and (server.poll() is None or not lines.empty()):
        try:
            said.append(lines.get(timeout=0.2))
        except queue.Empty:
            continue
        found = re.search(r"Terrane is ready at (\S+)", said[-1])
        if found:
            return re.sub(r"\x1b\[[0-9;]*m", "", found.group(1))
    pytest.fail("Terrane did not start:\n" + "".join(said))
