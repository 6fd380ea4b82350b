"""Ways to reach people: what is cleaned, what is refused, and by which key they compare."""

import pytest

from contacts.exchange.normalise import (
    Email,
    LinkedIn,
    NotUsable,
    Phone,
    Problem,
    clean_email,
    clean_linkedin,
    clean_phone,
    clean_reach,
    looks_like_another,
    meant_domain,
    national_digits,
)


def problem(clean, text) -> Problem:
    with pytest.raises(NotUsable) as refused:
        clean(text)
    return refused.value.problem


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("a@b", Problem.NO_DOMAIN),  # B1
        ("a@localhost", Problem.NO_DOMAIN),  # B2
        ("a@[127.0.0.1]", Problem.NUMERIC_HOST),  # B3
        ("a@127.0.0.1", Problem.NUMERIC_HOST),
        ("a@[IPv6:::1]", Problem.NUMERIC_HOST),
        ("a@x.com, b@y.com", Problem.MORE_THAN_ONE),  # B4
        ("a@x.com;b@y.com", Problem.MORE_THAN_ONE),
        ("a@x.com\nBcc: b@y.com", Problem.MORE_THAN_ONE),  # B8
        ("a@x.com\nBcc:", Problem.NO_ADDRESS),
        ("üser@example.com", Problem.ACCENT),  # B10
        ("a" * 65 + "@example.com", Problem.LOCAL_TOO_LONG),  # B11
        ("a@" + "b" * 60 + ("." + "c" * 60) * 4 + ".com", Problem.TOO_LONG),  # B12
        ("", Problem.EMPTY),
        ("mailto:", Problem.EMPTY),
        ("Maria", Problem.NO_ADDRESS),
        ("@example.com", Problem.NO_ADDRESS),
        ("a@@example.com", Problem.NO_ADDRESS),
        ("a b@example.com", Problem.NO_ADDRESS),
        (".a@example.com", Problem.NO_ADDRESS),
        ("a@example..com", Problem.NO_ADDRESS),
        ("a@-example.com", Problem.NO_ADDRESS),
        ("a@example.c", Problem.NO_ADDRESS),
        ("a\0@example.com", Problem.NO_ADDRESS),
    ],
)
def test_B1_B12_refused_addresses_say_why(typed, why):
    assert problem(clean_email, typed) is why


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Bob <a@x.com>", Email("a@x.com", "a@x.com", "Bob")),  # B5
        ('"Roy, Bob" <a@x.com>', Email("a@x.com", "a@x.com", "Roy, Bob")),
        ("<a@x.com>", Email("a@x.com", "a@x.com")),
        ("mailto:a@x.com?subject=hi", Email("a@x.com", "a@x.com")),  # B6
        ("MAILTO:a%2Bb@x.com", Email("a+b@x.com", "a+b@x.com")),
        (" \u00a0\u200ba@x.com\ufeff", Email("a@x.com", "a@x.com")),  # B7
        ("user@exämple.com", Email("user@exämple.com", "user@xn--exmple-cua.com")),  # B9
        ("o'brien@x.com", Email("o'brien@x.com", "o'brien@x.com")),  # B13
        ("a+b@x.com", Email("a+b@x.com", "a+b@x.com")),
        ("=cmd@x.com", Email("=cmd@x.com", "=cmd@x.com")),  # B14
        ("Bob@X.com", Email("Bob@X.com", "bob@x.com")),  # B16
        ("a@x.com,", Email("a@x.com", "a@x.com")),
    ],
)
def test_B5_B16_cleaned_addresses(typed, kept):
    assert clean_email(typed) == kept


def test_B11_B12_the_limits_themselves_are_taken():
    assert clean_email("a" * 64 + "@example.com").address.startswith("a" * 64)
    at_limit = "a" * 50 + "@" + "b" * 63 + "." + "c" * 63 + "." + "d" * 63 + "." + "e" * 11
    assert len(clean_email(at_limit).address) == 254
    assert problem(clean_email, f"{at_limit}f") is Problem.TOO_LONG


@pytest.mark.parametrize("address", ["a@аpple.com", "a@gооgle.com", "a@ехсе.com"])
def test_B15_domains_with_letters_that_look_like_others(address):
    assert looks_like_another(clean_email(address))


@pytest.mark.parametrize("address", ["a@apple.com", "a@exämple.com", "a@пример.com"])
def test_B15_honest_domains_raise_no_doubt(address):
    assert not looks_like_another(clean_email(address))


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("a@gmial.com", "gmail.com"),
        ("a@hotmal.com", "hotmail.com"),
        ("a@outlok.com", "outlook.com"),
        ("a@gmail.com", ""),
        ("a@ymail.com", ""),
        ("a@mail.com", ""),
        ("a@uottawa.ca", ""),
        ("a@example.com", ""),
    ],
)
def test_W6_likely_slips_of_the_finger(address, meant):
    assert meant_domain(clean_email(address)) == meant


@pytest.mark.parametrize(
    ("typed", "number", "key"),
    [
        ("613-562-5800", "613-562-5800", "+16135625800"),
        ("+1 (613) 562-5800 ext 12", "+1 (613) 562-5800 ext 12", "+16135625800"),
        ("tel:+16135625800", "+16135625800", "+16135625800"),
        ("٦١٣٥٦٢٥٨٠٠", "٦١٣٥٦٢٥٨٠٠", "+16135625800"),
        ("+33 1 42 68 53 00", "+33 1 42 68 53 00", "+33142685300"),
        ("\u202a613 562 5800\u202c", "613 562 5800", "+16135625800"),
        ("extension 5800", "extension 5800", "5800"),
    ],
)
def test_phone_numbers_are_kept_as_typed_and_compared_by_digits(typed, number, key):
    assert clean_phone(typed) == Phone(number, key)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Problem.EMPTY),
        ("call me", Problem.NO_NUMBER),
        ("12", Problem.NO_NUMBER),
        ("9" * 61, Problem.TOO_LONG),
    ],
)
def test_refused_phone_numbers(typed, why):
    assert problem(clean_phone, typed) is why


def test_national_digits_are_what_people_dial():
    assert national_digits("+16135625800") == "6135625800"
    assert national_digits("5800") == "5800"


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("linkedin.com/in/x", "https://www.linkedin.com/in/x"),  # B36
        ("http://ca.linkedin.com/in/Maria-O/?utm=1#top", "https://www.linkedin.com/in/maria-o"),
        ("https://www.linkedin.com/in/maria-o/en", "https://www.linkedin.com/in/maria-o"),
        ("https://linkedin.com/in/Jos%C3%A9-1", "https://www.linkedin.com/in/jos%C3%A9-1"),
        ("linkedin.com/in/josé-1", "https://www.linkedin.com/in/jos%C3%A9-1"),
        (" www.linkedin.com/in/maria\u200b ", "https://www.linkedin.com/in/maria"),
        ("/in/maria", "https://www.linkedin.com/in/maria"),
        ("linkedin.com:443/in/maria", "https://www.linkedin.com/in/maria"),
    ],
)
def test_B36_profile_addresses_have_one_form(typed, url):
    assert clean_linkedin(typed).url == url


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Problem.EMPTY),
        ("javascript:alert(1)", Problem.OTHER_SITE),  # B35
        ("JaVaScRiPt://linkedin.com/in/maria", Problem.OTHER_SITE),
        ("data:text/html,x", Problem.OTHER_SITE),
        ("https://example.com/in/maria", Problem.OTHER_SITE),
        ("https://linkedin.com@evil.example/in/maria", Problem.OTHER_SITE),
        ("https://linkedin.com.evil.example/in/maria", Problem.OTHER_SITE),
        ("https://notlinkedin.com/in/maria", Problem.OTHER_SITE),
        ("https://linkedin.com:8080/in/maria", Problem.OTHER_SITE),
        ("http://[::1/in/maria", Problem.OTHER_SITE),
        ("linkedin.com/company/acme", Problem.NO_PROFILE),
        ("linkedin.com/in/", Problem.NO_PROFILE),
        ("linkedin.com/in/%00ab", Problem.NO_PROFILE),
        ("linkedin.com/in/a%2F..%2Fb", Problem.NO_PROFILE),
        ('linkedin.com/in/"><img', Problem.NO_PROFILE),
        ("linkedin.com/in/" + "é" * 60, Problem.TOO_LONG),
    ],
)
def test_B35_other_links_are_refused(typed, why):
    assert problem(clean_linkedin, typed) is why


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("maria@example.com", Email),
        ("Maria <maria@example.com>", Email),
        ("613 562 5800", Phone),
        ("linkedin.com/in/maria", LinkedIn),
        ("https://ca.linkedin.com/in/maria", LinkedIn),
    ],
)
def test_one_way_to_reach_somebody_is_recognised(typed, kind):
    assert isinstance(clean_reach(typed), kind)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Problem.EMPTY),
        ("Maria Santos", Problem.NO_ADDRESS),
        ("javascript:alert(123456)", Problem.NO_ADDRESS),
        ("https://example.com/6135625800", Problem.OTHER_SITE),
    ],
)
def test_other_ways_are_refused(typed, why):
    assert problem(clean_reach, typed) is why
