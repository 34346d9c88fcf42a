"""A hub of models on this machine, as far as fetching needs one: repositories as folders, each with one commit."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

COMMIT, BRANCHED = "0123456789abcdef0123456789abcdef01234567", "fedcba9876543210fedcba9876543210fedcba98"


class Hub:
    """``repositories`` by ``owner/name``; ``conversions`` tells of pull requests with safetensors; ``asked`` is a log."""

    def __init__(self) -> None:
        self.repositories: dict[str, dict[str, bytes]] = {}
        self.conversions: dict[str, int] = {}
        #: Files of a branch by (repository, branch), each with a commit of its own.
        self.branches: dict[tuple[str, str], dict[str, bytes]] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.cut: dict[str, int] = {}
        self.url = ""

    def at(self, name: str, commit: str) -> dict[str, bytes]:
        """The files of a commit: that of the main branch, or the one of a branch."""
        if commit == BRANCHED:
            return next(files for (own, _), files in self.branches.items() if own == name)
        return self.repositories.get(name, {})


@contextmanager
def served() -> Iterator[Hub]:
    """A hub that answers while the block runs."""
    hub = Hub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            hub.asked.append((self.command, self.path, self.headers.get("Range", "")))
            path = self.path.partition("?")[0]
            if found := re.fullmatch(r"/api/models/([^/]+/[^/]+)/discussions", path):
                self._json(_discussions(hub, found[1]))
            elif found := re.fullmatch(r"/api/models/([^/]+/[^/]+)/tree/([^/]+)", path):
                self._json([_entry(file, data) for file, data in hub.at(found[1], found[2]).items()])
            elif found := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/(.+))?", path):
                self._model(found[1], unquote(found[2] or ""))
            elif found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
                self._file(hub.at(found[1], found[2]), found[2], found[3], body=body)
            else:
                self._nothing()

        def _model(self, name: str, branch: str) -> None:
            if name not in hub.repositories:
                return self._nothing()
            commit = BRANCHED if (name, branch) in hub.branches else COMMIT
            files = hub.at(name, commit)
            siblings = [{**_entry(file, data), "rfilename": file} for file, data in files.items()]
            return self._json(
                {
                    "id": name,
                    "modelId": name,
                    "sha": commit,
                    "siblings": siblings,
                    "cardData": {"license": "mit"},
                    "private": False,
                    "tags": [],
                    "downloads": 0,
                    "likes": 0,
                }
            )

        def _file(self, files: dict[str, bytes], commit: str, file: str, *, body: bool) -> None:
            data = files.get(file)
            if data is None:
                return self._nothing()
            first = int(found[1]) if (found := re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))) else 0
            self.send_response(206 if first else 200)
            self.send_header("X-Repo-Commit", commit)
            self.send_header("ETag", f'"{_sha(data)}"')
            self.send_header("Accept-Ranges", "bytes")
            if first:
                self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - first))
            self.end_headers()
            if body:
                # A connection that breaks in the middle, once.
                self.wfile.write(data[first : hub.cut.pop(file, len(data))])
                self.close_connection = True
            return None

        def _json(self, data: object) -> None:
            body = json.dumps(data).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _nothing(self) -> None:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hub.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


def _entry(file: str, data: bytes) -> dict[str, object]:
    """A file as the hub lists it."""
    large = {"oid": _sha(data), "sha256": _sha(data), "size": len(data), "pointerSize": 134}
    return {
        "type": "file",
        "path": file,
        "size": len(data),
        "oid": _sha(data)[:40],
        **({"lfs": large} if _large(file) else {}),
    }


def _large(file: str) -> bool:
    return file.endswith((".safetensors", ".bin", ".onnx"))


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _discussions(hub: Hub, name: str) -> dict[str, object]:
    entries = [
        {
            "num": hub.conversions[name], "title": "Adding `safetensors` variant of this model", "isPullRequest": True, "status": "open",
            "author": {"name": "SFconvertbot"}, "repo": {"name": name, "type": "model"}, "createdAt": "2024-01-01T00:00:00.000Z",
        }
    ] if name in hub.conversions else []  # fmt: skip
    return {"discussions": entries, "count": len(entries), "start": 0}
