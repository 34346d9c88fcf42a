"""The server as it is started: its address, the example client of docs/review.md, and how it ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DRIFTED, ORIGINAL, ROOT


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A started server and the address that it printed."""
    folder = tmp_path_factory.mktemp("review")
    for name, text in (("a.txt", ORIGINAL), ("b.txt", DRIFTED)):
        (folder / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "xlcheck", "review", "--no-open", "a.txt", "b.txt"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def test_the_example_client_gets_a_report(server: tuple[subprocess.Popen[str], str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "review.md").read_text(encoding="utf-8"), re.S)
    names: dict[str, object] = {}
    exec(block, names)  # ours: the page's own example
    told = names["check"](server[1], "公司去年售出105.8万辆汽车。", "The company sold 10.58 million cars last year.")  # type: ignore[operator]
    assert [finding["check"] for finding in told["findings"]] == ["number-changed"]


def test_it_listens_at_this_machine_alone_and_asks_for_the_token(server: tuple[subprocess.Popen[str], str]) -> None:
    address = re.fullmatch(r"(http://127\.0\.0\.1:(\d+))/pair/0\?token=[\w-]{32}", server[1])
    assert address is not None
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(address[1])
    with socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect((socket.gethostbyname(socket.gethostname()).replace("127.0.0.1", "127.0.0.2"), int(address[2])))


def test_ctrl_c_ends_it_without_a_traceback(server: tuple[subprocess.Popen[str], str]) -> None:
    process, _ = server
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)
    assert process.returncode == 130
    assert error.splitlines()[-1] == "xlcheck: interrupted"
    assert "Traceback" not in error


def test_nothing_of_it_is_imported_by_the_command_line() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import xlcheck.cli, xlcheck.cli.review, sys; print({'fastapi', 'uvicorn', 'numpy'} & set(sys.modules))"],
        capture_output=True, encoding="utf-8", check=True, cwd=Path(ROOT),
    )  # fmt: skip
    assert run.stdout == "set()\n"
