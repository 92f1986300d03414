"""Microsoft Presidio with its default recognisers over the sentences of names.py, for comparison.

    python benchmarks/names_presidio.py TEXTS.json OUT.json MODEL

Runs in an environment of its own with presidio-analyzer and a spaCy model (MODEL, "en_core_web_lg" by default of Presidio): it
is no dependency of Keepsight. The time is that of analysing alone, models loaded and warmed up.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(source: Path, target: Path, model: str) -> None:
    from presidio_analyzer import AnalyzerEngine  # type: ignore[import-not-found]
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # type: ignore[import-not-found]

    settings = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    analyzer = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=settings).create_engine())
    texts: list[str] = json.loads(source.read_text("utf-8"))
    for text in texts[:20]:
        analyzer.analyze(text=text, language="en")
    start = time.perf_counter()
    masks = [[(r.start, r.end) for r in analyzer.analyze(text=text, language="en")] for text in texts]
    speed = round(sum(map(len, texts)) / (time.perf_counter() - start))
    target.write_text(json.dumps({"masks": masks, "characters_a_second": speed}), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
