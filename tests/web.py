"""A small web server on this machine for tests: a folder's files and listings, and addresses that misbehave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit


@dataclass(slots=True)
class Answer:
    """What an address answers: a status, headers, a body; an endless body repeats, a stalled one never goes on."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    endless: bool = False
    stalled: bool = False


@dataclass(slots=True)
class Web:
    """A running server: its address, the answers that go before the folder's files, and what it was asked."""

    url: str
    answers: dict[str, Answer]
    asked: list[str]


@contextmanager
def serve(folder: Path) -> Iterator[Web]:
    """Serve a folder on a free port of 127.0.0.1 while the block runs."""
    over = Event()
    web = Web("", {}, [])

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(f"{self.command} {self.path} {self.headers.get('Authorization', '')}".strip())
            answer = web.answers.get(self.path) or web.answers.get(urlsplit(self.path).path)
            if answer is None:
                super().do_GET()
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(answer.body)
                while answer.endless:
                    self.wfile.write(answer.body)
            except ConnectionError:
                self.close_connection = True
            if answer.stalled:
                self.wfile.flush()
                over.wait()

        def do_HEAD(self) -> None:
            answer = web.answers.get(self.path) or web.answers.get(urlsplit(self.path).path)
            web.asked.append(f"HEAD {self.path}")
            if answer is None:
                super().do_HEAD()
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Nothing: the tests read `asked`."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        server.daemon_threads = True
        web.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield web
        finally:
            over.set()
            server.shutdown()
            thread.join()
