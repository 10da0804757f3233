"""Write a trained checkpoint as the ONNX files that communique.annotate.tagger runs.

    python -m training.attribution.export --checkpoint DIR/last.pt --encoder DIR --out FOLDER --name fast [--float]

Weights of the matrices are stored as eight-bit integers, one scale a column; word embeddings as eight-bit integers,
one scale a row. Method: docs/methods/attribution.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from communique.annotate.attribution_units import FEATURE_SIZES
from training.attribution.dataset import PieceTable
from training.attribution.model import AttributionModel
from training.attribution.train import Plan, build_model


class ByteEmbedding(nn.Module):
    """An embedding kept as eight-bit integers with one scale a row."""

    weight: Tensor
    scale: Tensor

    def __init__(self, full: Tensor) -> None:
        super().__init__()
        scale = full.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("weight", (full / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, index: Tensor) -> Tensor:
        """Return rows of the embedding."""
        return self.weight[index].to(torch.float32) * self.scale[index]


class ByteLinear(nn.Module):
    """A linear layer kept as eight-bit integers with one scale an output, whose product is in whole floats."""

    weight: Tensor
    scale: Tensor
    bias: Tensor

    def __init__(self, full: nn.Linear) -> None:
        super().__init__()
        scale = full.weight.detach().abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("weight", (full.weight.detach() / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", full.bias.detach())

    def forward(self, states: Tensor) -> Tensor:
        """Return the product with the weights, and the bias added."""
        return functional.linear(states, self.weight.to(torch.float32) * self.scale, self.bias)


class EncoderGraph(nn.Module):
    """Word pieces of one window to unit states and cue scores."""

    def __init__(self, model: AttributionModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, features: Tensor, first_piece: Tensor) -> tuple[Tensor, Tensor]:
        """Return unit states (1, units, hidden) and cue emissions (1, units, 5)."""
        units = self.model.encode(pieces, features, first_piece, None)
        return units, self.model.cue_emissions(units)


class RoleGraph(nn.Module):
    """Unit states of one window, its cues, and the units near each of them, to role scores."""

    def __init__(self, model: AttributionModel) -> None:
        super().__init__()
        self.roles = model.roles

    def forward(self, units: Tensor, cues: Tensor, near: Tensor) -> Tensor:
        """Return role emissions (cues, near, 9)."""
        emissions: Tensor = self.roles.read_near(units, cues, near)
        return emissions


def load_checkpoint(checkpoint: Path, encoder: Path, *, kept: str = "average") -> AttributionModel:
    """Return the model of a checkpoint, ready to run; `kept` is "average" or "model"."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    model = build_model(encoder, Plan(**state["plan"]))
    model.load_state_dict(state[kept])
    return model.eval()


def keep_bytes(model: AttributionModel) -> None:
    """Make the matrices of the encoder's layers bytes, for encoders whose activations eight bits do not hold."""
    for layer in model.encoder.layers:
        for part in ("qkv", "out", "up", "down"):
            setattr(layer, part, ByteLinear(getattr(layer, part)))


def write_graphs(model: AttributionModel, out: Path, name: str, *, activations: str) -> None:
    """Write NAME.onnx and NAME-roles.onnx; `activations` are "bytes" or "floats"."""
    model.encoder.words = ByteEmbedding(model.encoder.words.weight.detach())  # type: ignore[assignment]
    hidden = model.encoder.shape.hidden
    pieces, features = torch.randint(5, 999, (1, 24)), torch.zeros(1, 24, len(FEATURE_SIZES), dtype=torch.long)
    first = torch.arange(1, 21)[None]
    with tempfile.TemporaryDirectory() as folder:
        encoder, roles = Path(folder) / "encoder.onnx", Path(folder) / "roles.onnx"
        torch.onnx.export(
            EncoderGraph(model),
            (pieces, features, first),
            str(encoder),
            dynamo=False,
            opset_version=17,
            # Or bytes would be written as the floats that they stand for.
            do_constant_folding=activations == "bytes",
            input_names=["pieces", "features", "first_piece"],
            output_names=["units", "cue_scores"],
            dynamic_axes={
                "pieces": {1: "pieces"},
                "features": {1: "pieces"},
                "first_piece": {1: "units"},
                "units": {1: "units"},
                "cue_scores": {1: "units"},
            },
        )
        torch.onnx.export(
            RoleGraph(model),
            (torch.randn(1, 20, hidden), torch.tensor([[2, 3], [7, 7], [9, 11]]), torch.arange(3, 15).repeat(3, 1)),
            str(roles),
            dynamo=False,
            opset_version=17,
            input_names=["units", "cues", "near"],
            output_names=["role_scores"],
            dynamic_axes={
                "units": {1: "units"},
                "cues": {0: "cues"},
                "near": {0: "cues", 1: "near"},
                "role_scores": {0: "cues", 1: "near"},
            },
        )
        for made, target in ((encoder, out / f"{name}.onnx"), (roles, out / f"{name}-roles.onnx")):
            if activations == "floats":
                shutil.copyfile(made, target)
            else:
                quantize_dynamic(
                    made, target, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"]
                )


def write_shape(model: AttributionModel, encoder: Path, out: Path, name: str, options: argparse.Namespace) -> None:
    """Write NAME.json and the tokenizer that it names."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    table = PieceTable(tokenizer)
    tokenizer.save(str(out / options.tokenizer), pretty=False)
    with torch.no_grad():
        tables = {"cue_transitions": model.cue_crf.scores(), "role_transitions": model.role_crf.scores()}
    shape = {
        "tokenizer": options.tokenizer,
        "max_pieces": options.max_pieces,
        "overlap_pieces": options.overlap_pieces,
        "role_reach": options.role_reach,
        "first_piece": table.first,
        "last_piece": table.last,
        "unknown_piece": table.unknown,
        "cue_bias": options.cue_bias,
        **{key: [[round(value, 3) for value in row] for row in found.tolist()] for key, found in tables.items()},
    }
    (out / f"{name}.json").write_text(json.dumps(shape) + "\n", encoding="utf-8")


def write_sums(out: Path) -> None:
    """Write SHA256SUMS over all model files in `out`."""
    files = sorted(path for path in out.iterdir() if path.suffix in (".onnx", ".json"))
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("checkpoint", "encoder", "out"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--name", default="fast")
    parser.add_argument("--kept", default="average", choices=("average", "model"))
    parser.add_argument(
        "--activations", default="bytes", choices=("bytes", "floats"), help="between the encoder's layers"
    )
    parser.add_argument("--tokenizer", default="tokenizer.json", help="name of the file that holds the vocabulary")
    parser.add_argument("--max-pieces", type=int, default=384)
    parser.add_argument("--overlap-pieces", type=int, default=48)
    parser.add_argument("--role-reach", type=int, default=80)
    parser.add_argument("--cue-bias", type=float, default=0.0)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model = load_checkpoint(options.checkpoint, options.encoder, kept=options.kept)
    write_shape(model, options.encoder, options.out, options.name, options)
    if options.activations == "floats":
        keep_bytes(model)
    write_graphs(model, options.out, options.name, activations=options.activations)
    write_sums(options.out)


if __name__ == "__main__":
    main()
