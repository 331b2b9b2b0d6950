from qteria.judge import Criterion, judge

criteria = [
    Criterion("C-1", "Says what it applies to", "scope"),
    Criterion("C-2", "Names who is responsible", "responsible"),
]


def test_a_document_that_meets_all_criteria_passes():
    assert judge("Scope: all sites. Responsible: Ines.", criteria).passed


def test_what_is_missing_is_named():
    found = judge("Scope: all sites.", criteria)
    assert not found.passed
    assert found.missing == ("C-2",)


def test_how_a_phrase_is_written_does_not_matter():
    assert judge("SCOPE and RESPONSIBLE", criteria).passed
