"""Those who talk to each other in the proof: customers in five languages, and agents."""

import csv
import itertools
import os

from widget import Difference, Link, Sent, Session

WORDS = {
    "en": {
        "question": [
            "How long does delivery take?", "can I return shoes I have worn once",
            "do you ship to Germany", "what does express cost", "how can I delete my account",
        ],
        "small": ["hello", "thank you so much", "who are you?"],
        "person": ["I want to talk to a person", "human"],
        "order": "where is my order {}",
        "talk": "it is still not there",
    },
    "ru": {
        "question": [
            "Сколько идёт доставка?", "можно ли вернуть обувь", "как оплатить подарочной картой",
            "сколько стоит экспресс-доставка", "как удалить мой аккаунт",
        ],
        "small": ["привет", "большое спасибо"],
        "person": ["позовите человека", "хочу поговорить с оператором"],
        "order": "где мой заказ {}",
        "talk": "его всё ещё нет",
    },
    "ro": {
        "question": [
            "Cât durează livrarea?", "pot returna pantofii", "livrați în Moldova?",
            "cât costă livrarea expres", "cum îmi șterg contul",
        ],
        "small": ["bună", "mulțumesc frumos"],
        "person": ["vreau să vorbesc cu un om", "vreau un operator"],
        "order": "unde este comanda mea {}",
        "talk": "tot nu a ajuns",
    },
    "tr": {
        "question": [
            "Teslimat ne kadar sürer?", "ayakkabıyı iade edebilir miyim", "beden tablosu var mı",
            "hızlı kargo ne kadar", "hesabımı nasıl silerim",
        ],
        "small": ["merhaba", "çok teşekkürler"],
        "person": ["bir insanla konuşmak istiyorum", "müşteri temsilcisine bağla"],
        "order": "siparişim nerede {}",
        "talk": "hâlâ gelmedi",
    },
    "ar": {
        "question": [
            "كم يستغرق التوصيل؟", "هل يمكنني إرجاع الحذاء", "كيف أدفع ببطاقة هدية",
            "كم يكلف الشحن السريع", "كيف أحذف حسابي",
        ],
        "small": ["مرحبا", "شكرا جزيلا"],
        "person": ["أريد التحدث مع موظف", "حولني إلى شخص"],
        "order": "أين طلبي {}",
        "talk": "لم يصل بعد",
    },
}

GIBBERISH = ["qwrtp zxcvb", "????", "\U0001F600", 'a "quoted" \\ text\nof two lines']


def stated_customers(content):
    """What the shop's table of customers says, by their language; empty where it has none."""
    path = os.path.join(content, "corpus", "tables", "customers.csv")
    stated = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                customer = {
                    name: row[name] for name in ("id", "name", "email", "phone", "language", "tier")
                }
                context = {"page": "/orders", "order": row["last_order"]}
                stated.setdefault(row["language"], []).append(
                    {"customer": customer, "context": context, "channel": "web"}
                )
    return stated


class Customer(Session):
    """A customer who says so many things, two at a time at most."""

    def __init__(self, name, language, statement, count, rng):
        super().__init__(name, statement)
        self.language = language
        self.words = WORDS[language]
        self.rng = rng
        self.left = count
        self.window = rng.choice((1, 1, 2, 3))
        self.pause = 0.0
        self.orders = []
        """The ids of questions about the customer's own order, with its number."""

    @property
    def is_done(self):
        return self.left == 0 and not self.open

    @property
    def has_left(self):
        """Whether the customer said so; what comes later is only sent again when asked for."""
        return any(sent.line["type"] == "end" for sent in self.sent.values())

    @property
    def is_with_agent(self):
        """Whether a person seems to have the conversation."""
        last = next((line for line in reversed(self.lines) if line["type"] != "status"), None)
        return last is not None and (last["type"] == "ack" or "agent" in last)

    def next(self):
        """Says the next thing, if it is time; what is to be sent."""
        if self.left == 0 or len(self.open) >= self.window:
            return None
        self.left -= 1
        if self.left == 0 and self.rng.random() < 0.2:
            return self.line("end")
        if self.is_with_agent and self.rng.random() < 0.8:
            number = len(self.sent) + 1
            return self.line("message", text=f"[{self.name}.{number}] {self.words['talk']}")
        kind = self.rng.choices(
            ("question", "button", "order", "small", "person", "feedback", "files", "gibberish"),
            (40, 16, 12, 8, 7, 8, 6, 3),
        )[0]
        return getattr(self, "say_" + kind)()

    def say(self, text, **members):
        return self.line("message", text=text, **members)

    def say_question(self):
        return self.say(self.rng.choice(self.words["question"]))

    def say_small(self):
        return self.say(self.rng.choice(self.words["small"]))

    def say_person(self):
        return self.say(self.rng.choice(self.words["person"]))

    def say_gibberish(self):
        return self.say(self.rng.choice(GIBBERISH))

    def say_button(self):
        """Presses a button of the last line that has some."""
        buttons = next((line["buttons"] for line in reversed(self.lines) if "buttons" in line), [])
        return self.say(self.rng.choice(buttons)["payload"]) if buttons else self.say_question()

    def say_order(self):
        """Asks for the customer's own order, which needs no proof from who is stated."""
        number = self.statement.get("context", {}).get("order")
        if not number:
            return self.say_question()
        sent = self.say(self.words["order"].format(number))
        self.orders.append((sent.line["id"], number))
        return sent

    def say_feedback(self):
        kind, values = self.rng.choice((("thumbs", (0, 1)), ("csat", (1, 5)), ("nps", (0, 10))))
        members = {"kind": kind, "value": self.rng.randint(*values)}
        if self.rng.random() < 0.7:
            members["comment"] = f"as expected, says {self.name}-{len(self.sent) + 1}"
        return self.line("feedback", **members)

    def say_files(self):
        number = len(self.sent) + 1
        files = [
            {
                "url": f"https://example.com/{self.name}/{number}/{index}.jpg",
                "mime": "image/jpeg", "name": f"{index}.jpg", "bytes": 1000 + index,
            }
            for index in range(self.rng.randint(1, 3))
        ]
        if self.rng.random() < 0.3:
            return self.line("message", attachments=files)
        return self.say(self.rng.choice(self.words["question"]), attachments=files)


class Agent:
    """Takes tickets, says a few things, and gives them away or closes them, one line at a time."""

    def __init__(self, name, token, address, rng):
        self.name = name
        self.token = token
        self.rng = rng
        self.link = Link(address, self.opened, self.received)
        self.colleagues = [self]
        self.plans = {}
        """What is still to be done with each ticket of the agent's own."""
        self.pending = None
        self.count = 0
        self.done = []
        """Every line that was answered, with its answer."""
        self.refused = 0
        self.sent_again = 0
        self.heard = []
        """What customers wrote: ticket and text."""
        self.sessions = {}
        self.is_finishing = False
        self.is_idle = False
        self.is_welcome = False
        self.is_at_home = False
        self.wait_until = 0.0

    def opened(self):
        self.is_welcome = False
        self.link.send({"type": "hello", "role": "agent", "token": self.token, "id": "hello"})

    def received(self, line):
        kind = line["type"]
        if kind == "welcome":
            self.own(line["tickets"])
            self.is_welcome = True
            self.is_at_home = False
            if self.pending is not None:
                self.sent_again += 1
                self.send_pending()
        elif kind == "message":
            self.heard.append((line["ticket"], line["text"]))
        elif kind == "event":
            self.check(line)
            self.note(line["ticket"])
        elif kind in ("result", "error"):
            self.answered(line)
        elif kind not in ("notice", "typing", "read"):
            raise Difference(f"{self.name} was told: {line}")

    def check(self, event):
        """Whoever comes back at once keeps the tickets, but for who went home."""
        if event["event"] != "queue.requeued" or event["why"] == "given back":
            return
        left = [agent for agent in self.colleagues if agent.name == event.get("by")]
        if not all(agent.is_at_home for agent in left):
            raise Difference(f"{event['by']} did not go home: {event}")

    def answered(self, line):
        if self.pending is None or line.get("re") != self.pending.line["id"]:
            raise Difference(f"{self.name}: an answer to what was never sent: {line}")
        sent, self.pending = self.pending, None
        if line["type"] == "error":
            code = line["error"]["code"]
            if code not in ("refused", "not_found"):
                raise Difference(f"{self.name}: {sent.line} was answered by {line}")
            self.refused += 1
            self.is_idle = sent.line["type"] == "next"
            # The customer may have left, or somebody else have the ticket now.
            if "ticket" in sent.line:
                self.send("tickets")
            return
        self.done.append((sent.line, line))
        if "tickets" in line:
            self.own(line["tickets"])
        if "ticket" in line:
            self.note(line["ticket"])
        self.is_idle = sent.line["type"] == "next" and "ticket" not in line

    def own(self, cards):
        """The server says which tickets are the agent's own."""
        numbers = {card["number"] for card in cards}
        self.plans = {number: plan for number, plan in self.plans.items() if number in numbers}
        for card in cards:
            self.note(card)

    def note(self, card):
        number = card["number"]
        if card.get("agent") == self.name and card["state"] == "assigned":
            self.plans.setdefault(number, self.plan())
        else:
            self.plans.pop(number, None)

    def plan(self):
        if self.is_finishing:
            return [("say", {}), ("resolve", {"reason": "the day is over"})]
        steps = [("say", {}) for _ in range(self.rng.randint(1, 4))]
        if self.rng.random() < 0.4:
            steps.append(("note", {"text": f"seen by {self.name}"}))
        if self.rng.random() < 0.3:
            steps.append(("tag", {"tag": self.rng.choice(("late", "parcel"))}))
        self.rng.shuffle(steps)
        other = self.rng.choice([a.name for a in self.colleagues if a is not self] or [self.name])
        steps.append(
            self.rng.choices(
                (
                    ("resolve", {"reason": "done"}), ("transfer", {"to": other}),
                    ("return", {}), ("reject", {"reason": "not ours"}),
                ),
                (75, 13, 7, 5),
            )[0]
        )
        return steps

    def next(self, now):
        """Does the next thing, if the one before is answered."""
        if self.pending is not None or not self.is_welcome or now < self.wait_until:
            return
        if not self.plans or (len(self.plans) < 3 and self.rng.random() < 0.2):
            # Somebody may be given to the agent meanwhile, so that there is no hurry to ask.
            self.wait_until = now + 0.02
            return self.send("next")
        if not self.is_finishing and self.rng.random() < 0.01:
            return self.send("end")
        number = self.rng.choice(sorted(self.plans))
        if not self.plans[number]:
            self.plans[number] = [("resolve", {"reason": "done"})]
        kind, members = self.plans[number].pop(0)
        if self.is_finishing and kind in ("transfer", "return"):
            kind, members = "resolve", {"reason": "the day is over"}
        if kind == "say":
            members = {"text": f"{self.name} {self.count + 1}: one moment, please"}
        self.send(kind, ticket=number, **members)

    def send(self, type, **members):
        self.count += 1
        self.pending = Sent({"type": type, "id": f"{self.name}-{self.count}", **members})
        self.send_pending()

    def send_pending(self):
        if self.pending.line["type"] == "end":
            self.is_at_home = True
        self.link.send(self.pending.line)

    @property
    def on_tickets(self):
        """The lines about tickets that were carried out."""
        return [line for line, _ in self.done if "ticket" in line]

    def answers(self, *types):
        """The lines of some types that were carried out."""
        return [line for line, _ in self.done if line["type"] in types]


def crowd(count, languages, content, rng, lines):
    """Customers in turn of each language; every third is one the shop knows."""
    stated = {code: itertools.cycle(rows) for code, rows in stated_customers(content).items()}
    customers = []
    for number in range(1, count + 1):
        language = languages[number % len(languages)]
        statement = {"channel": "web"}
        if number % 3 == 0 and language in stated:
            statement = next(stated[language])
        elif number % 3 == 1:
            statement = {"language": language, "channel": "app"}
        customers.append(
            Customer(f"c{number:03}", language, statement, rng.randint(*lines), rng)
        )
    return customers
