"""A backend's side of Frontdesk's line protocol, as PROTOCOL.md describes it.

Three rules are enough for a program that loses nothing, whatever happens to the server, to the
network or to its connections:

1. Every line that matters has an id. A line that was not answered when the connection was lost is
   sent again with the same id, in the same order; the server does nothing twice.
2. Of every session the `seq` of the last line received is remembered. After a reconnect `hello`
   with `resume` has the server send what came after it.
3. A line without its line end was not received.

`Link` is a connection that comes back, `Session` what is known of one customer's conversation, and
`Backend` many sessions over one link.
"""

import asyncio
import json

CONVERSATION = ("message", "ack", "status")
"""The types that count in a session's `seq`."""


class Difference(Exception):
    """Something is not as the protocol promises."""


class Link:
    """A connection of lines of JSON that is opened again whenever it is lost."""

    def __init__(self, address, opened, received):
        """`address()` is (host, port), a path, or None while nobody listens."""
        self.address = address
        self.opened = opened
        self.received = received
        self.writer = None
        self.is_closing = False
        self.has_ended = False
        self.lost = 0

    async def run(self):
        """Connects, reads, and connects again, until it is closed."""
        while not self.is_closing:
            address = self.address()
            try:
                if address is None:
                    raise OSError("nobody listens")
                if isinstance(address, str):
                    opening = asyncio.open_unix_connection(address, limit=1 << 22)
                else:
                    opening = asyncio.open_connection(*address, limit=1 << 22)
                reader, self.writer = await opening
            except OSError:
                await asyncio.sleep(0.02)
                continue
            try:
                self.has_ended = False
                self.opened()
                while True:
                    line = await reader.readline()
                    if not line.endswith(b"\n"):
                        break
                    self.received(json.loads(line))
            except OSError:
                pass
            finally:
                self.writer.close()
                self.writer = None
                self.lost += 1

    @property
    def may_send(self):
        return self.writer is not None and not self.has_ended and not self.writer.is_closing()

    def send(self, line):
        """Sends a line; without a connection it is left to the next one."""
        if self.may_send:
            self.writer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def close(self):
        self.is_closing = True
        if self.writer is not None:
            self.writer.close()

    # What happens to connections

    def cut(self, part=b""):
        """Ends it without a word, perhaps in the middle of a line."""
        if self.may_send and part:
            self.writer.write(part)
            self.writer.close()
        elif self.writer is not None:
            self.writer.transport.abort()

    def half_close(self):
        """Says that nothing more will be sent; what is owed is still read."""
        if self.may_send:
            self.has_ended = True
            self.writer.write_eof()


class Sent:
    """A line that was sent, and is sent again until it is answered."""

    def __init__(self, line):
        self.line = line
        self.is_answered = False
        self.times = 0


class Session:
    """One customer's conversation: what was sent, and every line received, by its number."""

    def __init__(self, name, statement=None):
        """`statement` is what the shop knows: `customer`, `context`, `language`, `channel`."""
        self.name = name
        self.statement = statement or {}
        self.sent = {}
        self.lines = []

    @property
    def open(self):
        """What has not been answered, in the order it was sent."""
        return [sent for sent in self.sent.values() if not sent.is_answered]

    def hello(self):
        """Says who it is, and asks for what was missed."""
        return {
            "type": "hello", "session": self.name, "resume": len(self.lines), **self.statement,
        }

    def line(self, type, **members):
        """A line with the next id."""
        id = f"{self.name}-{len(self.sent) + 1}"
        line = {"type": type, "session": self.name, "id": id, **members}
        self.sent[id] = Sent(line)
        return self.sent[id]

    def receive(self, line):
        """Takes a line of the server; True when it is new."""
        kind = line["type"]
        if kind == "welcome":
            if line["seq"] < len(self.lines):
                raise Difference(
                    f"{self.name}: {len(self.lines)} lines were received, and the server knows "
                    f"of {line['seq']}"
                )
            return False
        if kind == "error":
            raise Difference(f"{self.name}: refused: {line}")
        if kind in ("typing", "moved"):
            return False
        if "re" in line:
            if line["re"] not in self.sent:
                raise Difference(f"{self.name}: an answer to what was never sent: {line}")
            self.sent[line["re"]].is_answered = True
        if kind == "result":
            return False
        if kind not in CONVERSATION:
            raise Difference(f"{self.name}: unexpected: {line}")
        kept = as_kept(line)
        seq = kept["seq"]
        if seq == len(self.lines) + 1:
            self.lines.append(kept)
            return True
        if not 1 <= seq <= len(self.lines):
            raise Difference(f"{self.name}: number {seq} came after {len(self.lines)}: {line}")
        if self.lines[seq - 1] != kept:
            raise Difference(
                f"{self.name}: number {seq} was first\n  {self.lines[seq - 1]}\nand then\n  {kept}"
            )
        return False


def as_kept(line):
    """A line without what only comes the first time."""
    return {name: line[name] for name in line if name not in ("confidence", "explanation")}


class Backend:
    """Many customers' sessions over one connection."""

    def __init__(self, address, token):
        self.token = token
        self.sessions = {}
        self.sent_again = 0
        self.link = Link(address, self.opened, self.received)

    def opened(self):
        """Takes every session up where it was left."""
        self.link.send({"type": "hello", "role": "backend", "token": self.token})
        for session in self.sessions.values():
            self.link.send(session.hello())
            for sent in session.open:
                self.sent_again += 1
                self.link.send(sent.line)

    def add(self, session):
        self.sessions[session.name] = session
        self.link.send(session.hello())

    def send(self, sent):
        self.link.send(sent.line)

    def received(self, line):
        name = line.get("session")
        if name is None:
            if line["type"] != "welcome":
                raise Difference(f"the backend was told: {line}")
            return
        if name not in self.sessions:
            raise Difference(f"a line of a session that is not ours: {line}")
        self.sessions[name].receive(line)
