"""Des vues de toutes sortes, pour les essais qui comparent un export à ce que la page montre."""

from __future__ import annotations

import random

from views.vue.vue import ANNEES, View, default_view


def some_views(atlas, count: int, seed: int = 4) -> list[View]:
    """Des vues tirées au sort, toujours les mêmes."""
    draw, found = random.Random(seed), [default_view(atlas)]
    departements = sorted(atlas.departements.index[atlas.departements["region"] == atlas.region])
    themes, structures = [c.id for c in atlas.catalogue.couches], [s.id for s in atlas.catalogue.structures]
    while len(found) < count:
        theme = draw.choice(themes)
        classes = list(atlas.catalogue.couche(theme).rank)
        found.append(
            View(
                territoire=draw.choice([f"reg-{atlas.region}", *(f"dep-{code}" for code in departements)]),
                theme=theme,
                masquer=tuple(code for code in classes if draw.random() < 0.2),
                structures=tuple(one for one in structures if draw.random() < 0.3),
                departements=tuple(code for code in departements if draw.random() < 0.3),
                montagne=draw.choice(["", "oui", "non"]),
                frr=draw.choice(["", "oui", "non"]),
                annee=draw.choice(ANNEES),
            )
        )
    return found
