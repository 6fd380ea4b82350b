"""The table: a row per fault and database."""

import sys
from typing import Any

HEAD = (
    f"{'fault':6}{'database':10}{'injected':56}{'runs':>6}{'messages':>10}{'kills':>7}"
    f"{'twice':>7}{'lost':>6}{'unconfirmed':>13}{'seconds':>9}  verdict"
)


def show(rows: list[dict[str, Any]], seed: int) -> None:
    """Print the rows, then every promise that was broken with the seed that breaks it."""
    lines = ["", HEAD, *(line(row) for row in sorted(rows, key=place))]
    for row in rows:
        lines += [f"{row['id']} {row['database']}: {text}" for text in row["broken"][:10]]
    kept = sum(row["is_kept"] for row in rows)
    lines += ["", f"{kept} of {len(rows)} rows kept (seed {seed}).", *LEGEND]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def place(row: dict[str, Any]) -> tuple[int, str]:
    """In the order of TRUST.md, the databases side by side."""
    return int(row["id"][1:]), row["injected"]


def line(row: dict[str, Any]) -> str:
    """One row."""
    return (
        f"{row['id']:6}{row['database']:10}{row['injected'][:55]:56}{row['runs']:>6}"
        f"{row['messages']:>10}{row['kills']:>7}{row['duplicates']:>7}{row['lost']:>6}"
        f"{row['unconfirmed']:>13}{row['seconds']:>9.1f}  {'kept' if row['is_kept'] else 'BROKEN'}"
    )


LEGEND = (
    "messages: of F1, F2, F11 and F23 saves. kills: of F11 transactions that the database gave up.",
    "twice: accepted by the mail server more than once, or stored twice.",
    "lost: confirmed by the user, and neither accepted by the server nor in a state that the user"
    " sees and can act on.",
)
