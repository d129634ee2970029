"""La file, en mémoire : une clé fait un travail, une place se rend, un arrêt ne vaut que pour qui le demande."""

from __future__ import annotations

import pytest
from huey import MemoryHuey

from taches.file import ARRETE, ATTEND, ECHEC, ENCOURS, INCONNU, MORCEAU, PRET, RESULTATS, Complet, File, Rendu, Travail


def doubler(_contexte, dire, n: int) -> Rendu:
    dire(0, n)
    return Rendu(b"x" * n, {"n": 2 * n})


def rater(_contexte, _dire) -> Rendu:
    raise RuntimeError("panne")


TRAVAUX = {
    "doubler": Travail(doubler, places=3, par_visiteur=1),
    "court": Travail(doubler, places=2, garde=False),
    "rater": Travail(rater, places=1),
}


@pytest.fixture
def file() -> File:
    huey = MemoryHuey()
    return File(lambda: huey, TRAVAUX, veille=lambda: True)


def test_a_work_is_asked_done_and_taken_in_pieces(file):
    asked = file.soumettre("doubler", {"n": MORCEAU + 3}, "clé")
    assert file.etat(asked).etat == ATTEND and file.morceaux("clé") is None
    assert file.avancer() and not file.avancer()
    done = file.etat(asked)
    assert (done.etat, done.dit["n"], done.fini) == (PRET, 2 * MORCEAU + 6, True)
    assert [len(piece) for piece in file.morceaux("clé") or ()] == [MORCEAU, 3]


def test_two_askers_of_one_key_make_one_work(file):
    one, two = (file.soumettre("doubler", {"n": 1}, "clé") for _ in range(2))
    assert one != two and file.avancer() and not file.avancer()
    assert file.etat(one) == file.etat(two) and file.etat(file.soumettre("doubler", {"n": 1}, "clé")).etat == PRET


def test_a_stop_counts_only_for_who_asks_it(file):
    one, two = (file.soumettre("doubler", {"n": 1}, "clé") for _ in range(2))
    file.annuler(one)
    file.annuler(one)
    file.annuler("un autre")
    assert file.etat(one).etat == ARRETE and file.etat(two).etat == ATTEND
    file.avancer()
    assert file.etat(two).etat == PRET and file.etat(one).etat == ARRETE


def test_the_last_stop_ends_the_work_and_a_new_asker_revives_it(file):
    one = file.soumettre("doubler", {"n": 1}, "clé")
    file.annuler(one)
    file.avancer()
    assert file._lu("clé").etat == ARRETE and file.morceaux("clé") is None
    two = file.soumettre("doubler", {"n": 1}, "clé")
    file.annuler(two)
    three = file.soumettre("doubler", {"n": 1}, "clé")
    file.avancer()
    assert file.etat(three).etat == PRET


def test_a_work_asked_again_while_it_stops_begins_again(file):
    asked = []

    def longue(_contexte, dire) -> Rendu:
        if not asked:
            file.annuler(first)
            try:
                dire(1, 2)
            finally:
                asked.append(file.soumettre("longue", {}, "clé"))
        return Rendu(b"fait")

    file.travaux = {"longue": Travail(longue, places=1)}
    first = file.soumettre("longue", {}, "clé")
    while file.avancer():
        pass
    assert file.etat(asked[0]).etat == PRET and b"".join(file.morceaux("clé") or ()) == b"fait"


def test_places_are_counted_for_all_and_for_each_visitor(file):
    file.soumettre("doubler", {"n": 1}, "a", "moi")
    with pytest.raises(Complet) as refused:
        file.soumettre("doubler", {"n": 1}, "b", "moi")
    assert refused.value.du_visiteur
    file.soumettre("doubler", {"n": 1}, "a", "moi")  # suivre le sien n'est pas en prendre un autre
    file.soumettre("doubler", {"n": 1}, "b", "toi")
    file.soumettre("doubler", {"n": 1}, "c", "lui")
    with pytest.raises(Complet) as refused:
        file.soumettre("doubler", {"n": 1}, "d", "elle")
    assert not refused.value.du_visiteur
    file.avancer()
    assert file.soumettre("doubler", {"n": 1}, "d", "elle")


def test_a_failure_is_said_and_the_place_is_given_back(file, caplog):
    asked = file.soumettre("rater", {}, "clé")
    file.avancer()
    assert file.etat(asked).etat == ECHEC and "rater" in caplog.text
    assert file.etat(file.soumettre("rater", {}, "clé")).etat == ATTEND


def test_a_short_result_nobody_waits_for_is_not_kept(file):
    asked = file.soumettre("court", {"n": 5})
    cle = file.etat(asked).cle
    file.annuler(asked)
    file.avancer()
    assert file.morceaux(cle) is None and file._lu(cle).etat == INCONNU


def test_the_oldest_results_give_way(file):
    for number in range(RESULTATS + 1):
        file.soumettre("doubler", {"n": 1}, f"clé {number}")
        file.avancer()
    assert file.morceaux("clé 0") is None and all(file.morceaux(f"clé {number}") for number in range(1, RESULTATS + 1))


def test_a_silent_work_is_dead(file, monkeypatch):
    states = []

    def muette(_contexte, dire) -> Rendu:
        dire(0, 1)
        monkeypatch.setattr("taches.file.time.time", lambda: 1e12)
        states.append(file.etat(asked).etat)
        monkeypatch.undo()
        return Rendu()

    file.travaux = {"muette": Travail(muette, places=1)}
    asked = file.soumettre("muette", {}, "clé")
    file.avancer()
    assert states == [ECHEC] and file.etat(asked).etat == PRET and ENCOURS not in states


def test_an_identifier_of_nobody_is_unknown(file):
    assert file.etat("x").etat == INCONNU and file.morceaux("y") is None
