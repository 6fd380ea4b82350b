"""What stands after "Hi", from names as people and their files write them."""

import pytest

from contacts.exchange.calling import called, first_name, in_full, titled


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Maria Santos", "Maria"),
        ("Dr. Maria Santos", "Maria"),
        ("Mme Camille Roy", "Camille"),
        ("Santos, Maria", "Maria"),
        ("Santos, Dr. Maria", "Maria"),
        ("Jean-Pierre Roy", "Jean-Pierre"),
        ("Dr.", "Dr."),
        ("Roy,", "Roy"),
        ("X", "X"),
        ("محمد الأمين", "محمد"),
    ],
)
def test_W11_what_to_call_somebody(name, first):
    assert first_name(name) == called(name) == first


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Maria Santos, PhD", "Maria"),
        ("Maria Santos, MBA, P.Eng.", "Maria"),
        ("Santos, Maria, CPA", "Maria"),
        ("Tom Baker, Jr.", "Tom"),
        ("Li, Ma", "Ma"),
        ("Roy, ing.", "Roy"),
        ("🌟 Sarah Lee", "Sarah"),
        ("(Bob) Robert Hill", "Robert"),
        ("Lee, Sarah (she/her)", "Sarah"),
        ("Professor Emeritus Jane Hall", "Jane"),
    ],
)
def test_no_degree_and_no_sign_is_a_name(name, said):
    assert called(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ms. Chen", "Ms. Chen"),
        ("Prof. van Dijk", "Prof. van Dijk"),
        ("Dr. J. Smith", "Dr. Smith"),
        ("Mme Tremblay", "Madame Tremblay"),
        ("J. Smith", "J. Smith"),
        ("J. Robert Hill", "Robert"),
        ("de Souza", "de Souza"),
        ("王 伟", "王 伟"),
    ],
)
def test_nobody_is_called_by_half_a_family_name(name, said):
    assert called(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SARAH LEE", "Sarah"),
        ("jean-pierre côté", "Jean-Pierre"),
        ("JP Roy", "JP"),
        ("maya@example.org", "maya@example.org"),
    ],
)
def test_a_name_typed_in_haste_is_not_shouted(name, said):
    assert called(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Santos, Dr. Maria, PhD", "Dr. Maria Santos"),
        ("Maria Santos, MBA", "Maria Santos"),
        ("Mme Camille Roy", "Madame Camille Roy"),
        ("Maria de la Cruz", "Maria de la Cruz"),
        ("Roy", "Roy"),
        ("Dr.", "Dr."),
    ],
)
def test_a_formal_letter_says_the_whole_name_in_its_order(name, said):
    assert in_full(name) == said


def test_a_title_is_kept_only_where_no_first_name_is_known():
    assert titled("Ms. Chen") == "Ms. Chen"
    assert titled("Dr. Maria Santos") == titled("Maria") == titled("Dr.") == ""
