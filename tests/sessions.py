"""The rows of a sign-in, written at once."""

from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from accounts.models import User


def signed_in_session(user: User, backend: str) -> SessionStore:
    """A new session in which the user is signed in, as django.contrib.auth.login leaves it."""
    session = SessionStore(uuid4().hex)
    session._session_cache = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: backend,
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    user.last_login = timezone.now()
    moment = connection.ops.adapt_datetimefield_value
    pk = User._meta.pk.get_db_prep_value(user.pk, connection)
    data = session.encode(session._session_cache)
    row = (session.session_key, data, moment(session.get_expiry_date()))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date)"
            " VALUES (%s, %s, %s)",
            row,
        )
        cursor.execute(
            f'UPDATE "{User._meta.db_table}" SET last_login = %s WHERE id = %s',
            (moment(user.last_login), pk),
        )
    return session
