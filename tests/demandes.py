"""Les demandes de callback telles que la page les envoie, faites à partir de ce que /_dash-dependencies déclare."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

CALLBACKS = "/_dash-update-component"


def of_the_server(dependencies: Iterable[dict]) -> list[dict]:
    """Les callbacks que le serveur calcule ; les autres ne quittent pas le navigateur."""
    return [one for one in dependencies if not one["clientside_function"]]


def that_reads(dependencies: Iterable[dict], entry: str) -> dict:
    """Le callback du serveur que déclenche le composant `entry` ; StopIteration s'il n'existe pas."""
    return next(one for one in of_the_server(dependencies) if entry in [declared["id"] for declared in one["inputs"]])


def request_of(one: dict, values: Mapping[str, object]) -> dict:
    """Le corps de la demande du callback `one` ; `values` : la valeur de chaque entrée ou état, null à défaut.

    Un motif (ALL) y est une liste d'un composant, nommé « apl ».
    """

    def part(declared: dict, valued: bool) -> object:
        value = {"value": values.get(declared["id"])} if valued else {}
        if not declared["id"].startswith("{"):
            return {**declared, **value}
        name = {key: "apl" if many == ["ALL"] else many for key, many in json.loads(declared["id"]).items()}
        return [{"id": name, "property": declared["property"], **value}]

    output = one["output"]
    several = output.startswith("..")
    names = output[2:-2].split("...") if several else [output]
    outputs = [part(dict(zip(("id", "property"), name.rpartition(".")[::2])), False) for name in names]
    return {
        "output": output,
        "outputs": outputs if several else outputs[0],
        "inputs": [part(declared, True) for declared in one["inputs"]],
        "state": [part(declared, True) for declared in one["state"]],
        "changedPropIds": [f"{declared['id']}.{declared['property']}" for declared in one["inputs"] if declared["id"] in values],
    }
