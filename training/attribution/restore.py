"""Turn shipped weights back into a checkpoint that `train --start-from` takes, where the checkpoint itself is gone.

    python -m training.attribution.restore --weights src/communique/annotate/weights --name fast --encoder DIR \
        --out RUN/restored.pt

Eight-bit matrices become floats again; what rounding took from them is lost, and costs less than one training step.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import onnx
import torch
from onnx import ModelProto, numpy_helper
from torch import Tensor

from training.attribution.crf import FORBIDDEN
from training.attribution.train import Plan, build_model

_PRODUCTS = ("/MatMul_quant", "/Gemm_MatMul_quant")


def main() -> None:
    """Restore as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("weights", "encoder", "out"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--name", default="fast")
    options = parser.parse_args()
    plan = Plan()
    model = build_model(options.encoder, plan)
    found = read_transitions(options.weights / f"{options.name}.json")
    for file in (f"{options.name}.onnx", f"{options.name}-roles.onnx"):
        found |= read_tensors(onnx.load(str(options.weights / file)))
    model.load_state_dict({**{n: v for n, v in model.state_dict().items() if n.endswith(".allowed")}, **found})
    torch.save({"average": model.state_dict(), "plan": asdict(plan)}, options.out)


def read_tensors(graph: ModelProto) -> dict[str, Tensor]:
    """Return the parameters of an exported graph under the names they have in `AttributionModel`."""
    stored = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.graph.initializer}
    found = {name.removeprefix("model."): value for name, value in stored.items() if value.is_floating_point()}
    found = {name: value for name, value in found.items() if name.startswith(("encoder.", "cue_", "roles."))}
    scale = found.pop("encoder.words.scale", None)
    if scale is not None:
        found["encoder.words.weight"] = stored["model.encoder.words.weight"].float() * scale
    for node in graph.graph.node:
        ending = next((e for e in _PRODUCTS if node.name.endswith(e)), None)
        if ending is not None:
            matrix = node.input[1].removesuffix("_quantized")
            whole = stored[node.input[1]].float() * stored[f"{matrix}_scale"]
            found[f"{node.name.removesuffix(ending)[1:].replace('/', '.')}.weight"] = whole.T.contiguous()
            found.pop(f"{matrix}_scale", None)
    return found


def read_transitions(path: Path) -> dict[str, Tensor]:
    """Return the weights of both random fields from NAME.json; forbidden transitions have none."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    tables = {kind: torch.tensor(stored[f"{kind}_transitions"]) for kind in ("cue", "role")}
    return {f"{kind}_crf.weights": table.masked_fill(table <= FORBIDDEN, 0.0) for kind, table in tables.items()}


if __name__ == "__main__":
    main()
