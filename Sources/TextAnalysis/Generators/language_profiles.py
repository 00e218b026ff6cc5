#!/usr/bin/env python3
"""Writes ../Identification/LanguageProfiles.swift from the training texts in profiles/.

Run without arguments from anywhere; needs nothing but Python 3.9. Two runs on the same texts give
the same bytes.

Method: multinomial naive Bayes over character n-grams (n = 1...4, word boundaries included) and
whole words, one model per script. Of all features those that tell most about the class are kept;
each is a row of costs (bits behind the best class, quantised), found through a 4-way hash table
with a check code, so that features that were not kept are recognised as absent.

Training texts: profiles/<code>.txt, the articles in corpus/ and the customers' examples in
intents/. A line belongs to the model of the script that most of its letters have.

`split` (with a simpler notion of addresses), `fold`, `grams` and `slot` are mirrored in
EvidenceScanner.swift, Script.swift and ScriptProfile.swift: change both.
"""

import collections
import math
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
OUTPUT = HERE.parent / "Identification" / "LanguageProfiles.swift"

SERVED = ["en", "ru", "ro", "tr", "ar"]
# Sets of four rows in each script's table.
SETS = {"latin": 5200, "cyrillic": 2304, "arabic": 1536}
SHOP_WEIGHT = 0.5  # of a line of our articles and intents against a line of a profile
SERVED_WEIGHT = 1.5  # of a served language when features are chosen
ALPHA = 0.3  # additive smoothing, in occurrences
REFERENCE = 30000.0  # every class is scaled to this many occurrences per order
STEP = 0.5  # bits per level
LEVELS = 57  # '#'...'[': printable, in one run, without the quote and the backslash
FIRST = 0x23
MASK = (1 << 64) - 1
LONGEST_WORD = 40
KEYBOARD_LETTERS = set("[];',.`")  # Russian х ъ ж э б ю ё, Arabic ج د ك ط و ز ذ


# MARK: text to words, as LanguageIdentifier does it

def script(o):
    if o < 0x80:
        return "latin" if 65 <= o <= 90 or 97 <= o <= 122 else None
    if o in (0xAA, 0xBA, 0xD7, 0xF7):
        return None
    if 0xC0 <= o <= 0x2AF or 0x1E00 <= o <= 0x1EFF:
        return "latin"
    if 0x400 <= o <= 0x481 or 0x48A <= o <= 0x52F:
        return "cyrillic"
    if (0x620 <= o <= 0x63F or 0x641 <= o <= 0x64A or 0x66E <= o <= 0x66F or 0x671 <= o <= 0x6D3
            or o == 0x6D5 or 0x6FA <= o <= 0x6FC or 0x750 <= o <= 0x77F):
        return "arabic"
    if (0x300 <= o <= 0x36F or o == 0x640 or 0x64B <= o <= 0x65F or o == 0x670
            or 0x200C <= o <= 0x200F or o == 0xFE0F):
        return "mark"
    return None  # signs and scripts not served: no training text has them


def fold(o):
    if o < 0x80:
        return o + 32 if 65 <= o <= 90 else o
    if o == 0x130:
        return 0x69
    if o in (0x218, 0x219):
        return 0x15F
    if o in (0x162, 0x163):
        return 0x21B
    if o in (0x401, 0x451):
        return 0x435
    if o in (0x622, 0x623, 0x625, 0x671):
        return 0x627
    if o == 0x18F:
        return 0x259
    if 0xC0 <= o <= 0xDE:
        return o + 32
    if (0x100 <= o <= 0x137 or 0x14A <= o <= 0x177 or 0x200 <= o <= 0x233 or 0x460 <= o <= 0x481
            or 0x48A <= o <= 0x4BF or 0x4D0 <= o <= 0x52F or 0x1E00 <= o <= 0x1EFF):
        return o | 1
    if 0x139 <= o <= 0x148 or 0x179 <= o <= 0x17E or 0x4C1 <= o <= 0x4CE:
        return o + (o & 1)
    if 0x400 <= o <= 0x40F:
        return o + 80
    if 0x410 <= o <= 0x42F:
        return o + 32
    return o


def split(text):
    """Yields (script, folded code points) for every word that counts."""
    for chunk in re.split(r"[\x00-\x20]+", text):
        if not chunk or "@" in chunk or "://" in chunk or chunk.lower().startswith("www."):
            continue
        word, kind, bad, digits = [], None, False, 0
        scalars = [0x27 if ch in "’‘ʼ" else ord(ch) for ch in chunk]
        for index, o in enumerate(scalars + [0]):
            s = script(o)
            if s == "mark":
                continue
            if s and (kind in (None, s)):
                kind = s
                digits = 0
                word.append(fold(o))
                continue
            if o and 48 <= o <= 57:
                digits += 1
                bad = bad or digits > 1
                word.append(o)
                continue
            following = scalars[index + 1] if index + 1 < len(scalars) else 0
            if o and chr(o) in KEYBOARD_LETTERS and script(following) not in (None, "mark"):
                word.append(o)
                continue
            if kind and not bad:
                yield kind, word[:LONGEST_WORD]
            word, kind, bad, digits = [], None, False, 0
            if s:
                kind, word = s, [fold(o)]


def grams(word):
    """The features of a word: n-grams packed 16 bits a letter, and a hash of the whole."""
    window = 32
    for o in word + [32]:
        window = ((window << 16) | o) & MASK
        if o != 32:
            yield window & 0xFFFF
        yield window & 0xFFFF_FFFF
        if (window >> 32) & 0xFFFF:
            yield window & 0xFFFF_FFFF_FFFF
        if window >> 48:
            yield window
    if len(word) >= 3:
        value = 0xCBF2_9CE4_8422_2325
        for o in word:
            value = ((value ^ o) * 0x100_0000_01B3) & MASK
        yield value | 1 << 63


def order(feature):
    if feature >> 63:
        return 5
    return 1 if feature < 1 << 16 else 2 if feature < 1 << 32 else 3 if feature < 1 << 48 else 4


def slot(feature, sets):
    """The set a feature belongs to and its check code."""
    value = (feature * 0x9E37_79B9_7F4A_7C15) & MASK
    value = ((value ^ (value >> 32)) * 0xD6E8_FEB8_6659_FD93) & MASK
    return ((value >> 32) * sets) >> 32, (((value >> 16) & 0xFFFF) * LEVELS * LEVELS) >> 16


# MARK: other writings

def plain(text):
    """The text without diacritics."""
    text = text.replace("ı", "i").replace("ə", "e").replace("ł", "l").replace("ø", "o")
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


LETTERS = dict(zip("абвгдезийклмнопрстуф", "abvgdeziyklmnoprstuf"))
TRANSLITERATIONS = [
    dict(LETTERS, ё="yo", ж="zh", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ъ="", ы="y", ь="",
         э="e", ю="yu", я="ya"),
    dict(LETTERS, ё="e", ж="j", х="h", ц="c", ч="ch", ш="sh", щ="sch", ъ="", ы="i", ь="", э="e",
         ю="u", я="ya", й="i"),
    dict(LETTERS, ё="jo", ж="zh", х="h", ц="c", ч="ch", ш="sh", щ="sh", ъ="", ы="y", ь="'", э="e",
         ю="ju", я="ja", й="j"),
    dict(LETTERS, ё="e", ж="zh", х="x", ц="ts", ч="4", ш="sh", щ="w", ъ="", ы="y", ь="", э="e",
         ю="u", я="ia"),
    dict(LETTERS, ё="yo", ж="j", х="h", ц="ts", ч="ch", ш="6", щ="sch", ъ="", ы="i", ь="", э="e",
         ю="yu", я="ya", в="w"),
    dict(LETTERS, ё="e", ж="zh", х="h", ц="ts", ч="ch", ш="sh", щ="sch", ъ="", ы="y", ь="", э="e",
         ю="yu", я="ya"),
]
SERBIAN = dict(zip("абвгдђежзијклљмнњопрстћуфхцчџш", [
    "a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m", "n", "nj", "o",
    "p", "r", "s", "t", "ć", "u", "f", "h", "c", "č", "dž", "š"]))
RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
# Arabic (101): one key writes lam and alef; the letters with hamza or madda are shifted keys.
ARABIC_KEYS = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذأإآ"
LATIN_KEYS_OF_ARABIC = "qwertyuiop[]asdfghjkl;'zxcvnm,./`hyn"
LAM_ALEF_KEYS = {"لا": "b", "لآ": "b", "لأ": "g", "لإ": "t"}


def respell(text, table):
    return "".join(table.get(ch, ch) for ch in text.lower())


def retype(text, shown, meant):
    table = dict(zip(shown, meant))
    return "".join(
        table.get(ch, ch if ch.isalnum() or ch.isspace() else " ") for ch in text.lower())


def retype_arabic(text, with_key_of_two=True):
    """Arabic typed with the keyboard left in Latin; most write lam and alef with one key."""
    text = re.sub("[A-Za-z]+|[\u0640\u064B-\u065F\u0670]", "", text)
    if with_key_of_two:
        for letters, key in LAM_ALEF_KEYS.items():
            text = text.replace(letters, key)
    else:
        text = re.sub("[أإآ]", "ا", text)
    return retype(text, ARABIC_KEYS, LATIN_KEYS_OF_ARABIC)


def arabic_keyboard(text):
    """Persian, Urdu and Kurdish typed with the Arabic yeh and kaf."""
    return text.replace("ی", "ي").replace("ک", "ك")


# MARK: training texts

def shop_text(language):
    """The shop's own articles and customers' examples, without markup."""
    for path in sorted((ROOT / "corpus" / language).glob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"(id|tags|audience|updated|review_by|related|facts|questions)\s*:|---",
                        line):
                continue
            yield re.sub(r"\{\{.*?\}\}|^\s*-\s+|^title:|^#+", " ", line)
    for path in sorted((ROOT / "intents" / language).glob("*.yml")):
        if path.stem in ("synonyms", "words"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.match(r"\s*(version|nlu|- intent|article|examples|responses|utter_\w+)\s*:",
                        line):
                continue
            line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
            yield re.sub(r"\{+[^}]*\}+|^\s*- text:|>-|^\s*-\s+", " ", line)


def profile(code):
    return (HERE / "profiles" / f"{code}.txt").read_text(encoding="utf-8").splitlines()


def main_script(text):
    seen = collections.Counter(script(ord(ch)) for ch in text)
    return max(("latin", "cyrillic", "arabic"), key=lambda kind: seen[kind])


def texts():
    """script -> class -> [(line, weight)]; a class is `language` or `language:writing`."""
    result = {kind: collections.OrderedDict() for kind in ("latin", "cyrillic", "arabic")}

    def add(kind, name, lines, change=lambda line: line, weight=1.0):
        result[kind].setdefault(name, []).extend(
            (change(line), own_weight * weight) for line, own_weight in lines)

    own = {code: [(line, 1.0) for line in profile(code)]
           + [(line, SHOP_WEIGHT) for line in shop_text(code)] for code in SERVED}
    add("latin", "en", own["en"])
    for code in ("ro", "tr"):
        add("latin", code, own[code])
        add("latin", code, own[code], plain, 0.7)
    for scheme in TRANSLITERATIONS:
        add("latin", "ru:latin", own["ru"], lambda line: respell(line, scheme), 1 / 6)
    add("latin", "ru:keyboard", own["ru"], lambda line: retype(line, RUSSIAN_KEYS, LATIN_KEYS))
    add("latin", "ar:keyboard", own["ar"], retype_arabic, 0.7)
    add("latin", "ar:keyboard", own["ar"], lambda line: retype_arabic(line, False), 0.3)
    add("latin", "ar:latin", [(line, 1.0) for line in profile("ar-latn")])
    add("cyrillic", "ru", own["ru"])
    add("cyrillic", "en:keyboard", own["en"], lambda line: retype(line, LATIN_KEYS, RUSSIAN_KEYS))
    add("arabic", "ar", own["ar"])
    for path in sorted((HERE / "profiles").glob("*.txt")):
        if path.stem in SERVED or path.stem == "ar-latn":
            continue
        code = path.stem.split("-")[0]  # uk-shop.txt adds to uk.txt
        for text in profile(path.stem):
            line = [(text, 1.0)]
            kind = main_script(text)
            add(kind, code, line)
            if kind == "latin":
                add(kind, code, line, plain, 0.3)
            if kind == "arabic":
                add(kind, code, line, arabic_keyboard, 0.2)
            if code == "sr" and kind == "cyrillic":
                add("latin", code, line, lambda line: respell(line, SERBIAN))
                add("latin", code, line, lambda line: plain(respell(line, SERBIAN)), 0.5)
    # A class of a few stray lines would be noise.
    for kind in result:
        for name in list(result[kind]):
            if sum(len(line) * weight for line, weight in result[kind][name]) < 1500:
                del result[kind][name]
    return result


# MARK: model

def train(kind, classes):
    """The features with their rows of levels, the most telling first."""
    names = list(classes)
    assert len(names) <= 32, names
    counts = collections.defaultdict(lambda: [0.0] * len(names))
    for column, name in enumerate(names):
        for line, weight in classes[name]:
            for word_script, word in split(line):
                if word_script == kind:
                    for feature in grams(word):
                        counts[feature][column] += weight
    totals = [[0.0] * len(names) for _ in range(6)]
    distinct = [0] * 6
    for feature, row in counts.items():
        n = order(feature)
        distinct[n] += 1
        for column, count in enumerate(row):
            totals[n][column] += count
    ranked = []
    for feature, row in counts.items():
        if sum(row) < 1:
            continue
        n = order(feature)
        scaled = [count / (totals[n][column] or 1) * REFERENCE for column, count in enumerate(row)]
        weighted = [x * SERVED_WEIGHT if names[i].split(":")[0] in SERVED else x
                    for i, x in enumerate(scaled)]
        mass = sum(weighted)
        entropy = -sum(x / mass * math.log2(x / mass) for x in weighted if x)
        ranked.append((-mass * (math.log2(len(names)) - entropy), feature, scaled))
    ranked.sort(key=lambda entry: entry[:2])
    rows = {}
    for _, feature, scaled in ranked:
        bits = [math.log2((x + ALPHA) / (REFERENCE + ALPHA * distinct[order(feature)]))
                for x in scaled]
        best = max(bits)
        row = [min(LEVELS - 1, round((best - b) / STEP)) for b in bits]
        if feature < 1 << 16 and feature > 0x7F:
            # A letter the language's alphabet lacks says more than its rarity.
            row = [level if x else LEVELS - 1 for level, x in zip(row, scaled)]
        rows[feature] = row
    return names, rows, len(counts)


def place(rows, sets):
    """The rows that found room in their set, as sets of (check, feature)."""
    content = [[] for _ in range(sets)]
    for feature in rows:
        index, check = slot(feature, sets)
        if len(content[index]) < 4 and all(check != other for other, _ in content[index]):
            content[index].append((check, feature))
    return content


def table(names, rows, content):
    """The sets, one a line: four check codes of two characters, four rows of levels."""
    lines = []
    for entries in content:
        taken = {check for check, _ in entries}
        # An empty slot answers with a row of zeros, which says nothing.
        free = (code for code in range(LEVELS * LEVELS) if code not in taken)
        checks = [check for check, _ in entries]
        levels = [rows[feature] for _, feature in entries]
        while len(checks) < 4:
            checks.append(next(free))
            levels.append([0] * len(names))
        codes = "".join(
            chr(FIRST + check % LEVELS) + chr(FIRST + check // LEVELS) for check in checks)
        lines.append(codes + "".join(chr(FIRST + level) for row in levels for level in row))
    return lines


def main():
    out = ["// Generated by Generators/language_profiles.py; do not edit.",
           "// swift-format-ignore-file", "",
           "extension ScriptProfile {"]
    for kind, classes in texts().items():
        names, rows, seen = train(kind, classes)
        content = place(rows, SETS[kind])
        print(f"{kind}: {len(names)} classes, {seen} features, "
              f"{sum(map(len, content))} kept", file=sys.stderr)
        out += [f"  static let {kind} = ScriptProfile(",
                f'    classes: "{" ".join(names)}",',
                f"    setCount: {SETS[kind]},",
                '    table: """']
        out += table(names, rows, content)
        # The last rows are read in blocks of 32 bytes.
        out += ["#" * 32, '""")', ""]
    out[-1] = "}"
    OUTPUT.write_text("\n".join(out) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
