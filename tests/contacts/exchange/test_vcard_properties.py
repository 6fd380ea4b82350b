"""Whatever looks like a card raises nothing, and what we write comes back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from contacts.exchange.record import Record
from contacts.exchange.vcard import read_cards
from contacts.exchange.write_vcard import write_vcard

NAMES = """
FN N EMAIL TEL ORG TITLE ADR BDAY NOTE CATEGORIES URL UID PHOTO AGENT KIND NICKNAME X-ABLABEL
X-SOCIALPROFILE VERSION PRODID X-RECONNECT-RHYTHM-MONTHS X-RECONNECT-LAST-CONTACT REV
"""
PARAMETERS = """
; ;PREF ;TYPE=HOME,PREF ;TYPE="HOME,PREF" ;PREF=1 ;PREF=99999999 ;ENCODING=b ;BASE64
;ENCODING=QUOTED-PRINTABLE ;CHARSET=SHIFT_JIS ;CHARSET=idna ;CHARSET= ;X="a:b;c" ;X=\\" ;"
;VALUE=uri ;type=linkedin ;X-APPLE-OMIT-YEAR=1604
"""
VALUES = st.one_of(
    st.text(max_size=30).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=30),
    st.sampled_from(
        [b"a;b\\;c,d\\", b"=C3=B4=\r\n=0D=", b"BEGIN:VCARD", b"tel:+1;ext=5", b"--0230"]
    )
    | st.sampled_from([b"linkedin.com/in/x", b"AAAA\r\n AAAA\r\n\r\n", b"1604-03-15", b"group"]),
)
LINES = st.one_of(
    st.builds(
        lambda group, name, parameters, value: b"".join(
            [group, name.encode(), *(p.encode() for p in parameters), b":", value]
        ),
        st.sampled_from([b"", b"item1.", b"A."]),
        st.sampled_from(NAMES.split()),
        st.lists(st.sampled_from(PARAMETERS.split()), max_size=3),
        VALUES,
    ),
    st.sampled_from([b"BEGIN:VCARD", b"END:VCARD", b"", b" folded", b"FN", b"# x", b"AGENT:"]),
    st.binary(max_size=20),
)
FILES = st.builds(
    lambda lines, end: end.join([b"BEGIN:VCARD", *lines, b"END:VCARD"]),
    st.lists(LINES, max_size=15),
    st.sampled_from([b"\r\n", b"\n", b"\r"]),
)


@settings(max_examples=300)
@given(FILES)
def test_card_shaped_input_never_raises(data):
    reading = read_cards(data)

    assert all(contact.formatted_name.strip() for contact in reading.contacts)
    assert all(len(error.value) <= 200 for error in reading.row_errors)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data):
    read_cards(data)


WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12
)
LINE = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@given(LINE, LINE, LINE, st.lists(LINE, min_size=1, max_size=3).map("\n".join))
def test_text_that_was_written_is_read_again(name, organisation, title, notes):
    # What reading cleans is cleaned here before: the second round must change nothing.
    record = Record(
        formatted_name=name[:200], organisation=organisation[:200], title=title[:200], notes=notes
    )
    once = read_cards(write_vcard([record])).contacts
    assert read_cards(write_vcard(once)).contacts == once
