"""The fixtures of pytest-terrane, which is in this repository: pytest.ini says where."""
pytest_plugins = ["pytest_terrane"]
