#!/usr/bin/env python3
"""Proves from outside that Frontdesk's server loses nothing and does nothing twice.

A backend serves many customers over one connection while two agents work their tickets; the server
is killed and started again in the middle, and connections are lost. At the end everybody's own log
is compared, line by line, with what the server sends again and with what is in the store.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

# Beside the tests nothing is left behind.
sys.dont_write_bytecode = True

from people import WORDS, Agent, crowd
from widget import Backend, Difference, Link, as_kept

START = 60.0
"""Seconds a server may take to listen."""
RUN = 300.0
"""Seconds everything together may take."""


class Unusable(Exception):
    """The proof cannot be carried out at all."""


class Site:
    """The program, a copy of the shop whose desk is always open, and a folder for everything."""

    def __init__(self, binary, content, folder):
        self.binary = os.path.abspath(binary)
        self.folder = folder
        self.content = os.path.join(folder, "shop")
        self.tokens_path = os.path.join(folder, "tokens")
        if not os.access(self.binary, os.X_OK):
            raise Unusable(f"{binary} is no program; build it, or give --binary")
        for part in ("intents", "corpus"):
            source = os.path.join(content, part)
            if not os.path.isdir(source):
                raise Unusable(f"{content} is no shop: it has no folder {part}")
            shutil.copytree(source, os.path.join(self.content, part))
        self.open_desk()
        self.tokens = {
            (role, name): self.run(
                "token", "new", role, name, "--tokens", self.tokens_path, failure=Unusable
            ).strip()
            for role, name in (("backend", "web"), ("agent", "ana"), ("agent", "ben"))
        }

    def open_desk(self):
        """Opens the desk day and night, so that no run depends on the day."""
        path = os.path.join(self.content, "intents", "flows", "desk.yml")
        if not os.path.exists(path):
            return
        with open(path, encoding="utf-8") as file:
            text = file.read()
        text = re.sub(r"hours: \{.*\}", 'hours: {monday-sunday: ["00:00-24:00"]}', text)
        text = re.sub(r"holidays: \[.*\]", "holidays: []", text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    @property
    def languages(self):
        """The shop's languages in which the customers can speak."""
        with open(os.path.join(self.content, "intents", "shop.yml"), encoding="utf-8") as file:
            listed = re.search(r"^languages: *\[(.*)\]", file.read(), re.MULTILINE)
        codes = [code.strip() for code in listed.group(1).split(",")] if listed else []
        return [code for code in codes if code in WORDS] or ["en"]

    @property
    def environment(self):
        return {**os.environ, "XDG_CACHE_HOME": os.path.join(self.folder, "cache"), "NO_COLOR": "1"}

    def run(self, *arguments, failure=Difference):
        """Runs a command that must succeed; what it wrote."""
        done = subprocess.run(
            [self.binary, *arguments], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )
        if done.returncode != 0:
            raise failure(
                f"frontdesk {' '.join(arguments)} ended with {done.returncode}: "
                f"{done.stderr}{done.stdout}"
            )
        return done.stdout


class Server:
    """The program serving the shop on a port and on a Unix socket, killed and started again."""

    def __init__(self, site, folder, rng):
        self.site = site
        self.rng = rng
        self.store = os.path.join(folder, "frontdesk.db")
        self.socket = os.path.join(folder, "socket")
        self.log_path = os.path.join(folder, "log")
        self.process = None
        self.port = None
        self.kills = 0
        self.early_kills = 0

    def address(self):
        """Where to connect to: the one or the other by chance."""
        if self.port is None:
            return None
        return self.rng.choice((("127.0.0.1", self.port), self.socket))

    def spawn(self):
        self.port = None
        # What a killed server leaves of its socket, the next one takes away.
        with open(self.log_path, "ab") as log:
            self.log_start = log.tell()
            self.process = subprocess.Popen(
                [
                    self.site.binary, "serve", "--content", self.site.content,
                    "--store", self.store, "--tokens", self.site.tokens_path,
                    "--listen", "127.0.0.1:0", "--listen", "unix:" + self.socket,
                ],
                env=self.site.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )

    async def start(self, failure=Difference):
        """Starts it and waits until it listens."""
        self.spawn()
        deadline = time.monotonic() + START
        while True:
            listening = re.findall(r'"listening on ([^"]+)"', self.log(self.log_start))
            if len(listening) == 2:
                break
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise failure(f"the server does not listen: {self.log(self.log_start)}")
            await asyncio.sleep(0.01)
        self.port = int(listening[0].rsplit(":", 1)[1])

    def kill(self):
        """Ends it as a power cut of its process would."""
        self.port = None
        self.process.kill()
        self.process.wait()

    async def restart(self):
        self.kill()
        self.kills += 1
        # Now and then it does not even get as far as listening.
        while self.rng.random() < 0.2:
            self.spawn()
            await asyncio.sleep(self.rng.uniform(0, 0.8))
            self.kill()
            self.early_kills += 1
        await self.start()

    async def stop(self):
        """Asks it to stop."""
        self.port = None
        self.process.send_signal(signal.SIGTERM)
        for _ in range(1_000):
            if self.process.poll() is not None:
                break
            await asyncio.sleep(0.01)
        else:
            raise Difference("the server does not stop within 10 s of SIGTERM")
        if self.process.returncode != 0:
            raise Difference(f"the server ended with {self.process.returncode} on SIGTERM")

    def log(self, start=0):
        with open(self.log_path, encoding="utf-8") as file:
            file.seek(start)
            return file.read()

    def check_log(self):
        for line in self.log().splitlines():
            if not line.startswith("{") or json.loads(line)["level"] == "error":
                raise Difference(f"the server complained: {line}")


class Proof:
    """One seed: a crowd of customers, two agents, and what happens to the server."""

    def __init__(self, site, folder, seed, customers, kills, drops, lines):
        self.site = site
        self.rng = random.Random(seed)
        self.server = Server(site, folder, random.Random(seed + 1))
        self.folder = folder
        self.backend = Backend(self.server.address, site.tokens["backend", "web"])
        self.customers = crowd(customers, site.languages, site.content, self.rng, lines)
        for customer in self.customers:
            self.backend.add(customer)
        self.agents = [
            Agent(name, token, self.server.address, random.Random(f"{seed}{name}"))
            for (role, name), token in site.tokens.items() if role == "agent"
        ]
        for agent in self.agents:
            agent.colleagues = self.agents
        self.links = [self.backend.link] + [agent.link for agent in self.agents]
        self.planned = sum(customer.left for customer in self.customers)
        self.kills = sorted(self.rng.uniform(0.02, 0.97) for _ in range(kills))
        self.drops = sorted(self.rng.uniform(0.01, 0.98) for _ in range(drops))
        self.dropped = 0
        self.is_over = False

    async def run(self):
        started = time.monotonic()
        await self.server.start(failure=Unusable)
        try:
            tasks = [asyncio.create_task(link.run()) for link in self.links]
            tasks.append(asyncio.create_task(self.talk()))
            tasks.append(asyncio.create_task(self.interrupt()))
            whole = asyncio.create_task(self.finish(tasks[-1]))
            done, left = await asyncio.wait(
                [whole, *tasks], timeout=RUN, return_when=asyncio.FIRST_EXCEPTION
            )
            for task in left:
                task.cancel()
            for task in done:
                task.result()
            if whole not in done:
                raise Difference(f"not done after {RUN:.0f} s: {self.standing()}")
            await self.check_replay()
            await self.check_tickets()
            if self.rng.random() < 0.5:
                await self.server.stop()
            else:
                self.server.kill()
        finally:
            if self.server.process.poll() is None:
                self.server.kill()
        self.server.check_log()
        self.check_store()
        return self.summary(time.monotonic() - started)

    # What goes on

    async def talk(self):
        """Has everybody say something whenever they may."""
        while not self.is_over:
            now = time.monotonic()
            for customer in self.customers:
                if now < customer.pause or not self.backend.link.may_send:
                    continue
                sent = customer.next()
                if sent is not None:
                    self.backend.send(sent)
                    # Some answer at once, and some think.
                    customer.pause = now + self.rng.choice((0, self.rng.expovariate(3)))
            for agent in self.agents:
                agent.next(now)
            await asyncio.sleep(0.002)

    @property
    def progress(self):
        """How much of what customers were going to say is said, from 0 to 1."""
        return 1 - sum(customer.left for customer in self.customers) / self.planned

    async def interrupt(self):
        """Kills the server and cuts connections when so much has been said."""
        kills, drops = list(self.kills), list(self.drops)
        while kills or drops:
            await asyncio.sleep(0.001)
            if kills and self.progress >= kills[0]:
                kills.pop(0)
                await asyncio.sleep(self.rng.uniform(0, 0.03))
                await self.server.restart()
            elif drops and self.progress >= drops[0]:
                drops.pop(0)
                await asyncio.sleep(self.rng.uniform(0, 0.03))
                self.drop(self.rng.choice((self.links[0], self.rng.choice(self.links[1:]))))

    def drop(self, link):
        if not link.may_send:
            return
        self.dropped += 1
        how = self.rng.randrange(3)
        if how == 0:
            link.cut()
        elif how == 1:
            # An unfinished line counts as one, but half an object is none.
            link.cut(b'{"type":"message","session":"c001","id":"half","text":"this is cut o')
        else:
            link.half_close()

    async def finish(self, interrupting):
        """Waits until everything is said, answered, and every ticket closed."""
        while not all(customer.is_done for customer in self.customers) or not interrupting.done():
            await asyncio.sleep(0.01)
        for agent in self.agents:
            agent.is_finishing = True
        quiet = 0
        before = None
        while quiet < 15:
            await asyncio.sleep(0.02)
            now = (
                [len(customer.lines) for customer in self.customers],
                [len(agent.done) for agent in self.agents],
            )
            is_quiet = now == before and all(
                agent.is_idle and not agent.plans for agent in self.agents
            )
            quiet = quiet + 1 if is_quiet else 0
            before = now
        self.is_over = True
        # What an agent asked last is answered, or the connection is closed before it is.
        for link in self.links:
            link.close()

    def standing(self):
        unanswered = {one.name: len(one.open) for one in self.customers if one.open}
        return (
            f"unanswered {unanswered}, agents' tickets "
            f"{ {agent.name: agent.plans for agent in self.agents} }"
        )

    # What is checked

    async def ask(self, lines, last):
        """Sends lines on a connection of its own and reads up to the answer to the id `last`."""
        received = []
        answered = asyncio.get_running_loop().create_future()

        def take(line):
            received.append(line)
            if line.get("re") == last and not answered.done():
                answered.set_result(None)

        link = Link(self.server.address, lambda: [link.send(line) for line in lines], take)
        task = asyncio.create_task(link.run())
        await asyncio.wait_for(answered, 60)
        link.close()
        await task
        return received

    async def check_replay(self):
        """Compares every session with what the server sends again on a new connection."""
        hello = {"type": "hello", "role": "backend", "token": self.backend.token}
        lines = [{**customer.hello(), "resume": 0} for customer in self.customers]
        replay = {customer.name: [] for customer in self.customers}
        for line in await self.ask([hello, *lines, {"type": "hello", "id": "end"}], "end"):
            if line["type"] != "welcome":
                replay[line["session"]].append(as_kept(line))
            elif "session" in line:
                customer = self.backend.sessions[line["session"]]
                if line["seq"] != len(customer.lines) and not customer.has_left:
                    raise Difference(f"{len(customer.lines)} lines were received: {line}")
        for customer in self.customers:
            if customer.has_left:
                for line in replay[customer.name][len(customer.lines):]:
                    customer.receive(line)
            compare(f"{customer.name}: lines sent again", customer.lines, replay[customer.name])
            if [line["seq"] for line in customer.lines] != list(range(1, len(customer.lines) + 1)):
                raise Difference(f"{customer.name}: the numbers have gaps")

    async def check_tickets(self):
        """What agents did with tickets is how they stand."""
        agent = self.agents[0]
        hello = {"type": "hello", "role": "agent", "token": agent.token}
        numbers = sorted({line["ticket"] for agent in self.agents for line in agent.on_tickets})
        looks = [{"type": "ticket", "ticket": n, "id": f"look-{n}"} for n in numbers]
        looks.append({"type": "queue", "id": "end"})
        views = {}
        for line in await self.ask([hello, *looks], "end"):
            if "view" in line:
                views[line["view"]["card"]["number"]] = line["view"]
            elif line.get("re") == "end" and line["tickets"]:
                raise Difference(f"tickets wait still: {line}")
        closed = {}
        notes = {number: [] for number in numbers}
        for agent in self.agents:
            for line in agent.answers("resolve", "reject"):
                closed[line["ticket"]] = {"resolve": "resolved", "reject": "rejected"}[line["type"]]
            for line in agent.answers("note"):
                notes[line["ticket"]].append((agent.name, line["text"]))
        for number, state in sorted(closed.items()):
            if views[number]["card"]["state"] != state:
                raise Difference(f"ticket {number} was {state}: {views[number]['card']}")
        for number, written in notes.items():
            kept = [(note["agent"], note["text"]) for note in views[number]["notes"]]
            compare(f"ticket {number}: notes", sorted(written), sorted(kept))
        self.closed = closed

    def check_store(self):
        """What is in the store is what everybody sent and received, once and in order."""
        self.site.run("store", "check", "--store", self.server.store)
        place = ("--store", self.server.store, "--content", self.site.content)
        waiting = self.site.run("desk", "-q", *place).split()
        if waiting:
            raise Difference(f"open tickets are in the store: {waiting}")
        path = os.path.join(self.folder, "transcripts.jsonl")
        self.site.run("transcripts", "export", "--raw", "--yes", "--out", path, *place)
        kept = {}
        with open(path, encoding="utf-8") as file:
            for line in file:
                activity = json.loads(line)
                kept.setdefault(activity["conversation"]["id"], []).append(activity)
        said = []
        for customer in self.customers:
            activities = kept.pop("web/" + customer.name, [])
            said += self.check_transcript(customer, activities)
        if kept:
            raise Difference(f"conversations that nobody had: {sorted(kept)}")
        self.check_heard()
        agents = [line["text"] for agent in self.agents for line in agent.answers("say")]
        compare("lines of agents", sorted(agents), sorted(said))
        shown = self.customers[0]
        compare(
            f"transcripts show web/{shown.name}",
            [activity["id"] for activity in self.activities],
            [
                json.loads(line)["id"]
                for line in self.site.run(
                    "transcripts", "show", "web/" + shown.name, "-o", "json", "--store",
                    self.server.store,
                ).splitlines()
            ],
        )

    def check_transcript(self, customer, activities):
        """Compares one conversation; what agents said in it."""
        name = customer.name
        if customer is self.customers[0]:
            self.activities = activities
        messages = [activity for activity in activities if activity["type"] == "message"]
        sent = []
        for line in (sent.line for sent in customer.sent.values()):
            if line["type"] == "message":
                sent += [line["text"]] if "text" in line else []
                sent += [file["url"] for file in line.get("attachments", [])]
        kept = []
        for activity in messages:
            if activity["from"]["role"] == "user":
                kept += [activity["text"]] if activity.get("text") else []
                kept += [file["contentUrl"] for file in activity.get("attachments", [])]
        compare(f"{name}: customer's lines", sent, kept)
        heard = [line["text"] for line in customer.lines if "agent" in line]
        agents = [line["text"] for line in messages if line["from"]["role"] == "agent"]
        compare(f"{name}: agents' lines", heard, agents)
        self.check_feedback(customer, activities)
        self.check_actions(name, activities)
        # A line to the customer may join what is kept as several, and has greetings beside them.
        received = [
            line["text"] for line in customer.lines
            if line["type"] != "ack" and "agent" not in line and "text" in line
        ]
        place = 0
        for text in (line["text"] for line in messages if line["from"]["role"] == "bot"):
            while place < len(received) and text not in received[place]:
                place += 1
            if place == len(received):
                raise Difference(f"{name}: the bot's line was not received: {text}")
        return agents

    def check_feedback(self, customer, activities):
        """Every mark that was given is there; those with a comment can be told apart."""
        given = [
            (line["kind"] + ".received", str(line["value"]), line.get("comment"))
            for line in (sent.line for sent in customer.sent.values()) if line["type"] == "feedback"
        ]
        # Buttons and numbers may have given more.
        taken = [
            (activity["name"], activity["value"]["value"], activity["value"].get("comment"))
            for activity in activities if activity.get("name", "").endswith(".received")
        ]
        marked = f"says {customer.name}-"
        compare(
            f"{customer.name}: feedback with a comment",
            [mark for mark in given if mark[2]],
            [mark for mark in taken if mark[2] and marked in mark[2]],
        )
        for mark in given:
            if mark not in taken:
                raise Difference(f"{customer.name}: feedback {mark} is not kept: {taken}")
            taken.remove(mark)

    def check_actions(self, name, activities):
        """What the shop's systems were asked was answered once, whoever was there."""
        keys = {"action.requested": [], "action.completed": []}
        for activity in activities:
            if activity.get("name") in keys:
                keys[activity["name"]].append(activity["value"]["key"])
        compare(f"{name}: answers of the shop's systems", *map(sorted, keys.values()))

    def check_heard(self):
        """Of what agents were told, nothing is made up, and nothing was told twice."""
        said = {
            sent.line["text"]
            for customer in self.customers for sent in customer.sent.values()
            if "text" in sent.line
        }
        heard = [text for agent in self.agents for _, text in agent.heard]
        for text in heard:
            if text not in said and text:
                raise Difference(f"an agent was told what nobody said: {text}")
        # Only what customers say to agents is said once by itself.
        unique = [text for text in heard if text.startswith("[c")]
        compare("what agents were told", sorted(set(unique)), sorted(unique))

    def check_orders(self):
        """How many questions about one's own order were answered with it."""
        asked = answered = 0
        for customer in self.customers:
            for id, number in customer.orders:
                told = [line.get("text", "") for line in customer.lines if line.get("re") == id]
                asked += 1
                answered += any(number in text for text in told)
        return asked, answered

    def summary(self, seconds):
        asked, answered = self.check_orders()
        sent = sum(len(customer.sent) for customer in self.customers)
        again = self.backend.sent_again + sum(agent.sent_again for agent in self.agents)
        return (
            f"{len(self.customers)} customers, {sent} lines sent and "
            f"{sum(len(customer.lines) for customer in self.customers)} received, "
            f"{answered} of {asked} orders told; {len(self.closed)} tickets closed, "
            f"{sum(len(agent.answers('say')) for agent in self.agents)} lines of agents, "
            f"{sum(len(agent.heard) for agent in self.agents)} to them; {self.server.kills} kills "
            f"under load, {self.server.early_kills} while starting, {self.dropped} drops, {again} "
            f"lines sent again; {seconds:.1f} s: nothing lost, nothing twice"
        )


def compare(what, expected, found):
    """Two logs must be equal, line by line."""
    if expected == found:
        return
    for number, (left, right) in enumerate(zip(expected, found), 1):
        if left != right:
            raise Difference(f"{what}: number {number} was\n  {left}\nand is\n  {right}")
    longer = expected if len(expected) > len(found) else found
    raise Difference(
        f"{what}: {len(expected)} were expected and {len(found)} are there; the first that only "
        f"one has is\n  {longer[min(len(expected), len(found))]}"
    )


def seeds(text):
    """`7`, `1..10`, or `1,3,9`."""
    if ".." in text:
        first, last = text.split("..")
        return range(int(first), int(last) + 1)
    return [int(part) for part in text.split(",")]


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="exit status: 0 nothing was lost, 1 something was, 2 it could not be tried",
    )
    parser.add_argument("--binary", default=".build/release/frontdesk", help="the program")
    parser.add_argument("--content", default=".", help="the shop's folder (default: this one)")
    parser.add_argument("--seeds", type=seeds, default=range(1, 11), help="7, 1..10 or 1,3,9")
    parser.add_argument("--customers", type=positive, default=100, help="how many")
    parser.add_argument("--lines", type=positive, default=16, help="what each says, at most")
    parser.add_argument("--kills", type=int, default=5, help="kills of the server, each seed")
    parser.add_argument("--drops", type=int, default=8, help="lost connections, each seed")
    parser.add_argument("--folder", help="where stores are kept (default: a temporary folder)")
    return parser.parse_args()


def main():
    options = arguments()
    folder = options.folder or tempfile.mkdtemp(prefix="widget-")
    is_whole = True
    try:
        os.makedirs(folder, exist_ok=True)
        site = Site(options.binary, options.content, os.path.join(folder, "site"))
        for seed in options.seeds:
            place = os.path.join(folder, f"seed-{seed}")
            os.makedirs(place)
            proof = Proof(
                site, place, seed, options.customers, options.kills, options.drops,
                (max(1, options.lines // 2), options.lines),
            )
            try:
                print(f"seed {seed}: {asyncio.run(proof.run())}", flush=True)
            except Difference as difference:
                is_whole = False
                print(f"seed {seed}: {difference}\n  kept in {place}", flush=True)
            except (ValueError, LookupError, asyncio.TimeoutError) as surprise:
                is_whole = False
                print(f"seed {seed}: {surprise!r}\n  kept in {place}", flush=True)
    except (Unusable, OSError) as problem:
        print(f"{sys.argv[0]}: {problem}", file=sys.stderr)
        return 2
    finally:
        if is_whole and not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
