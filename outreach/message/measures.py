"""How long a text is, in the units each channel counts."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = frozenset("^{}\\[~]|€")


def words(text: str) -> int:
    """The number of words; "aujourd'hui" and "well-known" are one each."""
    return len(_WORD.findall(text))


def sms_segments(text: str) -> int:
    """How many SMS a text is sent as: 160 GSM-7 or 70 UCS-2 units alone, 153 or 67 in a chain."""
    if not text:
        return 0
    if all(char in _GSM or char in _GSM_DOUBLE for char in text):
        units, alone, chained = len(text) + sum(char in _GSM_DOUBLE for char in text), 160, 153
    else:
        units, alone, chained = len(text.encode("utf-16-be", "surrogatepass")) // 2, 70, 67
    return 1 if units <= alone else -(-units // chained)
