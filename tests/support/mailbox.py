# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A mail server that keeps what it is given: Odoo really sends to it."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager


class Mailbox:
    """Messages received so far, and a wait for the next ones.

    :ivar port: where it listens, on the loopback
    """

    def __init__(self, port):
        self.port = port
        self.messages = []
        self.arrived = threading.Condition()

    def put(self, data):
        message = email.message_from_bytes(data, policy=email.policy.default)
        with self.arrived:
            self.messages.append(message)
            self.arrived.notify_all()

    def wait_for(self, recipient, words="", seconds=180):
        """Return the messages for an address, once there is one.

        :param words: what the message that is waited for has in its subject or text;
            others, which come when the scheduler likes, are left out
        """
        with self.arrived:
            self.arrived.wait_for(lambda: self.received(recipient, words), seconds)
            return self.received(recipient, words)

    def received(self, recipient, words=""):
        mine = [m for m in self.messages if recipient in str(m["To"])]
        return [m for m in mine if words in f"{m['Subject']} {text_of(m)}"]


def text_of(message):
    """Return the text of a message, as its reader sees or follows it."""
    body = message.get_body(("html", "plain"))
    return body.get_content() if body else ""


class Handler(socketserver.StreamRequestHandler):
    """The few words of SMTP (RFC 5321) that a client says to send a message."""

    def handle(self):
        self.say("220 tests")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say("354 go on")
                self.server.mailbox.put(self.read_data())
            elif word == b"QUIT":
                return self.say("221 bye")
            self.say("250 ok")

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())

    def read_data(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)


@contextmanager
def mailbox():
    """Serve a mailbox for a while."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.mailbox = Mailbox(server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.mailbox
        server.shutdown()
