"""The chart, in the Python of the tools: values in JSON in, the documents and the critic's out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import helm_python as helm  # type: ignore[import-not-found,unused-ignore]

CHART = str(Path(__file__).parents[2] / "deploy" / "helm" / "vte")


def main(values: str) -> None:
    given = json.loads(values)
    with helm.Chart.load(CHART) as chart:
        try:
            chart.validate_schema(given)
        except helm.errors.HelmValuesError as error:
            print(json.dumps({"refused": str(error)}))
            return
        files = chart.render(given, name="essai", namespace="vte")
    found = helm.lint(CHART, given, strict=True)["messages"]
    print(json.dumps({"files": files, "found": [one for one in found if one["severity"] > 1]}))


if __name__ == "__main__":
    main(sys.argv[1])
