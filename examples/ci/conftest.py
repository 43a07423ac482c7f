"""A pytest fixture for tests of Earth Engine scripts without an account: `terrane exec -- pytest`.

`terrane exec` has started a server with the samples; TERRANE_URL and TERRANE_PROJECT say where it is.
"""
import os

import pytest


@pytest.fixture(scope="session")
def ee():
    """The official client, connected to the server that `terrane exec` has started."""
    client = pytest.importorskip("ee")
    credentials = pytest.importorskip("google.oauth2.credentials")
    url = os.environ.get("TERRANE_URL")
    if not url:
        pytest.fail("Run this by: terrane exec -- pytest")
    client.Initialize(
        credentials.Credentials(token="any"), url=url, project=os.environ["TERRANE_PROJECT"]
    )
    return client
