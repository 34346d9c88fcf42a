"""The HTTP API under requests that nobody thought of: none breaks the server, and every answer is what the contract says."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from tests.review.web import written
from xlcheck.report import Report

pytestmark = pytest.mark.slow

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]

ACTIONS = [f"/pair/{{ordinal}}/{name}" for name in ("decide", "mark", "done", "align", "undo")]
SEEN, CHECK = "/pair/{ordinal}/seen", "/v1/check"


@pytest.fixture(scope="module", autouse=True)
def _this_machine_alone() -> Iterator[None]:
    """Whatever is asked for: no connection leads elsewhere."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        assert address[0] in ("127.0.0.1", "::1"), address
        real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, report: Report) -> Iterator[str]:
    """Of a server on a report, with its token."""
    folder = tmp_path_factory.mktemp("api")
    file = written(folder / "report.json", report)
    with (folder / "server.log").open("w") as log:
        command = [sys.executable, "-m", "xlcheck", "review", str(file), "--no-open"]
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert server.stdout
        address = server.stdout.readline().strip()
        assert urlsplit(address).hostname == "127.0.0.1", (folder / "server.log").read_text()
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)
    assert "Traceback" not in (folder / "server.log").read_text()


@pytest.fixture(scope="module")
def headers(address: str) -> dict[str, str]:
    return {"authorization": f"Bearer {address.rsplit('token=', 1)[1]}"}


@pytest.fixture(scope="module")
def api(address: str, headers: dict[str, str]) -> schemathesis.schemas.BaseSchema:
    told = urlsplit(address)
    return schemathesis.openapi.from_url(f"http://{told.netloc}/openapi.json", headers=headers)


@pytest.mark.parametrize("path", [*ACTIONS, SEEN, CHECK])
def test_every_answer_is_what_the_contract_says(
    api: schemathesis.schemas.BaseSchema, headers: dict[str, str], report: Report, path: str
) -> None:
    operation = api[path]["get" if path == SEEN else "post"]

    @given(case=operation.as_strategy(), here=strategies.booleans())
    @settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def any_request(case: schemathesis.Case, here: bool) -> None:
        if here and case.path_parameters:  # a pair and a finding that there are
            case.path_parameters["ordinal"] = 0
            if isinstance(case.body, dict) and "fingerprint" in case.body:
                case.body["fingerprint"] = report.findings[0].fingerprint
        case.call_and_validate(headers=headers, checks=CHECKS, timeout=20)

    any_request()


def test_every_action_is_in_the_contract(api: schemathesis.schemas.BaseSchema) -> None:
    found = {(r.ok().method.upper(), r.ok().path) for r in api.get_all_operations()}
    assert found == {*(("POST", path) for path in (*ACTIONS, CHECK)), ("GET", SEEN)}
