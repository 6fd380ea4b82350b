"""Make the virtual environment and install the locked requirements; standard library only.

Runs with whatever Python the newcomer has, so it stays readable by old ones: an old Python must
get a sentence, not a syntax error. Says nothing when there is nothing to do.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(ENVIRONMENT, "bin", "python")
LOCKS = {
    "run": ("requirements.txt",),
    "dev": ("requirements.txt", "requirements-dev.txt", "requirements-scale.txt"),
}


def main(purpose: str) -> None:
    """Bring .venv up to date for "run" or "dev"."""
    if sys.version_info < OLDEST:
        go_on_with_newer()
    os.chdir(ROOT)
    # The developers' environment holds everything that running needs.
    if any(is_done(name) for name in (purpose, "dev")):
        return
    make_environment()
    say(f"Installing {' and '.join(LOCKS[purpose])} into .venv (once) ...")
    install(LOCKS[purpose])
    with open(stamp(purpose), "w") as file:
        file.write(fingerprint(LOCKS[purpose]))


def go_on_with_newer() -> None:
    """Start again with a newer Python of this machine, or end with a sentence."""
    for name in NEWER:
        path = shutil.which(name)
        # A name alone proves nothing: version managers leave names of what is not installed.
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(path, [path, *sys.argv])
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(
        f"Reconnect needs Python 3.11 or newer; {sys.executable} is {found}. Install a newer one,"
        " or say where it is: make run PYTHON=/path/to/python3"
    )


def make_environment() -> None:
    """Create .venv: with uv where present, else with this Python's own pip."""
    if is_usable():
        return
    uv = shutil.which("uv")
    if uv:
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, ENVIRONMENT])
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit(
            f"This Python ({sys.executable}) cannot make virtual environments."
            " On Debian and Ubuntu: sudo apt-get install python3-venv"
        )
    run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT])


def is_usable() -> bool:
    """Whether .venv has a Python that starts, and something to install with."""
    if not os.path.exists(PYTHON):
        return False
    check = "" if shutil.which("uv") else "import pip"
    return subprocess.call([PYTHON, "-c", check], stderr=subprocess.DEVNULL) == 0


def install(locks: "tuple[str, ...]") -> None:
    """Install the locks with hashes: uv where present, else pip."""
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", PYTHON]
    else:
        command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command.append("--require-hashes")
    for lock in locks:
        command += ["-r", lock]
    run(command)


def run(command: "list[str]") -> None:
    """Run one step; end when it fails, its own words say why."""
    if subprocess.call(command) != 0:
        sys.exit("The environment could not be set up; the lines above say why.")


def is_done(purpose: str) -> bool:
    """Whether exactly these locks were installed, and the environment is still there."""
    try:
        with open(stamp(purpose)) as file:
            return file.read() == fingerprint(LOCKS[purpose]) and os.path.exists(PYTHON)
    except OSError:
        return False


def stamp(purpose: str) -> str:
    """The file that says what was installed."""
    return os.path.join(ENVIRONMENT, "installed-" + purpose)


def fingerprint(locks: "tuple[str, ...]") -> str:
    """One hash over the locks."""
    digest = hashlib.sha256()
    for lock in locks:
        with open(os.path.join(ROOT, lock), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def say(text: str) -> None:
    """One line for the newcomer, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
