"""La page où l'on cherche sa commune : un champ qui marche sans script, et les départements."""

from __future__ import annotations

from tests.callbacks.pages.test_pages import client_of, tags


def test_the_page_is_a_form_with_a_labelled_field_and_the_departements(small):
    html = client_of(small).get("/commune").get_data(as_text=True)
    (field,) = [one for one in tags(html, "input") if one["id"] == "grand-q"]
    assert field["name"] == "q" and "grand-q" in {one["for"] for one in tags(html, "label")}
    assert {"get"} == {one["method"] for one in tags(html, "form") if one["action"] == "/commune"}
    links = [one["href"] for one in tags(html, "a") if one["href"].startswith("/territoire/dep-")]
    assert links[0] == "/territoire/dep-09" and len(links) == 13


def test_a_question_stays_in_the_field_with_its_answers(small):
    html = client_of(small).get("/commune?q=vallee").get_data(as_text=True)
    assert [one["value"] for one in tags(html, "input") if one["id"] == "grand-q"] == ["vallee"]
    assert "/commune/46003" in [one["href"] for one in tags(html, "a")]
