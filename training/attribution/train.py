"""Fine-tune the attribution tagger; stops and resumes at any checkpoint.

    python -m training.attribution.train --encoder DIR --polnear DIR --out DIR [--minutes 80] [--epochs 8]

Method and figures: docs/methods/attribution.md.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from communique.annotate.attribution_units import FEATURE_SIZES
from training.attribution.dataset import Batch, Document, PieceTable, collate, epoch_examples, read_documents
from training.attribution.encoder import load_pretrained, read_shape
from training.attribution.model import AttributionModel, HeadShape

AVERAGE_EVERY = 4
"""Steps between two updates of the running average."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train; every field is a command line option of the same name."""

    epochs: float = 8.0
    minutes: float = 1e9
    """Wall clock budget over all resumed runs: the rate falls to zero by whichever of the two ends first."""
    batch_windows: int = 8
    max_pieces: int = 384
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.04
    """Share of the run over which the rate rises."""
    decay: float = 0.01
    average: float = 0.998
    """Decay per step of the running average of the weights, which is what is kept."""
    seed: int = 7
    layers: int = 0
    """Lowest encoder layers to keep; 0: all."""
    role_width: int = 192
    role_layers: int = 1
    hold: float = 0.35
    """Share of the run over which the rate stays at its height after warming up."""
    checkpoint_minutes: float = 4.0
    frozen_words: int = 0
    """1: word embeddings stay as published, which saves time on a CPU."""
    frozen_layers: int = 0
    """Lowest layers that stay as published, with all embeddings but those of features."""


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "polnear", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start-from", type=Path, default=None, help="weights of an earlier run to begin with")
    parser.add_argument("--heads-from", type=Path, default=None, help="run whose heads to begin with")
    for name, value in asdict(Plan()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    plan = Plan(**{name: getattr(options, name) for name in asdict(Plan())})
    options.out.mkdir(parents=True, exist_ok=True)
    table = PieceTable(Tokenizer.from_file(str(options.encoder / "tokenizer.json")))
    documents = read_documents(options.polnear / "train", table)
    trainer = Trainer(plan, options.encoder, options.out, options.start_from)
    if options.heads_from is not None and trainer.step == 0:
        trainer.take_heads(options.heads_from)
    trainer.run(documents, table)


def build_model(encoder: Path, plan: Plan) -> AttributionModel:
    """Return the model of `plan` without trained weights."""
    head = HeadShape(width=plan.role_width, layers=plan.role_layers)
    model = AttributionModel(read_shape(encoder, layers=plan.layers or None), head, FEATURE_SIZES)
    model.encoder.freeze(plan.frozen_layers)
    return model


def batch_loss(model: AttributionModel, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the losses of cues and roles, each in nats per window."""
    units = model.encode(batch.pieces, batch.features, batch.first_piece, batch.piece_mask)
    windows = len(units)
    cue_loss = model.cue_crf.nll(model.cue_emissions(units).float(), batch.cue_tags, batch.unit_mask).sum() / windows
    if not len(batch.rows):
        return cue_loss, cue_loss * 0
    emissions = model.roles(units, batch.rows, batch.cues, batch.unit_mask).float()
    role_loss = model.role_crf.nll(emissions, batch.role_tags, batch.unit_mask[batch.rows]).sum() / windows
    return cue_loss, role_loss


class Trainer:
    """The state of a run: weights, their average, optimiser, position in the data."""

    def __init__(self, plan: Plan, encoder: Path, out: Path, start_from: Path | None) -> None:
        torch.manual_seed(plan.seed)
        random.seed(plan.seed)
        self.plan = plan
        self.out = out
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = build_model(encoder, plan)
        load_pretrained(self.model.encoder, encoder)
        if start_from is not None:
            self.model.load_state_dict(torch.load(start_from, weights_only=True)["average"])
        self.model.to(self.device)
        if plan.frozen_words:
            self.model.encoder.words.requires_grad_(False)
        self.average = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), weight_decay=plan.decay, fused=True)
        self.step = 0
        self.spent_s = 0.0
        if (out / "last.pt").exists():
            self._resume()
        (out / "plan.json").write_text(json.dumps(asdict(plan), indent=1) + "\n", encoding="utf-8")

    def take_heads(self, checkpoint: Path) -> None:
        """Begin with the averaged heads of another run, as far as their sizes do not hang on its encoder."""
        found, own = torch.load(checkpoint, weights_only=True)["average"], self.model.state_dict()
        fitting = {n: v for n, v in found.items() if not n.startswith("encoder.") and own[n].shape == v.shape}
        self.model.load_state_dict(fitting, strict=False)
        self.average.update({name: value.detach().clone() for name, value in fitting.items()})

    def _groups(self) -> list[dict[str, object]]:
        learning = [(name, value) for name, value in self.model.named_parameters() if value.requires_grad]
        encoder = [p for n, p in learning if n.startswith("encoder.") and ".features." not in n]
        heads = [p for n, p in learning if not n.startswith("encoder.") or ".features." in n]
        return [
            {"params": encoder, "peak": self.plan.encoder_rate, "lr": 0.0},
            {"params": heads, "peak": self.plan.head_rate, "lr": 0.0},
        ]

    def run(self, documents: list[Document], table: PieceTable) -> None:
        """Train to the end of the plan, with a checkpoint every few minutes."""
        per_epoch = len(epoch_examples(documents, max_pieces=self.plan.max_pieces, seed=0)) / self.plan.batch_windows
        total = self.plan.epochs * per_epoch
        began, base, saved = time.monotonic(), self.spent_s, time.monotonic()
        sums = [0.0, 0.0, 0.0]
        for batch in self._batches(documents, table):
            progress = max(self.step / total, self.spent_s / 60 / self.plan.minutes)
            if progress >= 1:
                break
            for index, loss in enumerate(self._update(batch, progress)):
                sums[index] += loss
            sums[2] += 1
            self.step += 1
            self.spent_s = base + time.monotonic() - began
            if self.step % 50 == 0:
                self._log(self.step / per_epoch, progress, sums)
                sums = [0.0, 0.0, 0.0]
            if time.monotonic() - saved > 60 * self.plan.checkpoint_minutes:
                self._save()
                saved = time.monotonic()
        self._save()
        (self.out / "done").touch()

    def _batches(self, documents: list[Document], table: PieceTable) -> Iterator[Batch]:
        done, epoch, size = 0, 0, self.plan.batch_windows
        while True:
            examples = epoch_examples(documents, max_pieces=self.plan.max_pieces, seed=self.plan.seed * 1000 + epoch)
            for start in range(0, len(examples) - size + 1, size):
                done += 1
                if done > self.step:
                    yield collate(examples[start : start + size], table)
            epoch += 1

    def _update(self, batch: Batch, progress: float) -> tuple[float, float]:
        self.model.train()
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate_share(progress, self.plan)
        batch = Batch(*(getattr(batch, name).to(self.device) for name in Batch.__slots__))
        cue_loss, role_loss = batch_loss(self.model, batch)
        self.optimiser.zero_grad(set_to_none=True)
        (cue_loss + role_loss).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 10.0)
        self.optimiser.step()
        if self.step % AVERAGE_EVERY == 0:
            self._average()
        return float(cue_loss.detach()), float(role_loss.detach())

    def _average(self) -> None:
        # Young averages follow quickly, or the first steps would weigh on them for long.
        keep = min(self.plan.average, (1 + self.step) / (10 + self.step)) ** AVERAGE_EVERY
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, 1 - keep)

    def _log(self, epoch: float, progress: float, sums: list[float]) -> None:
        line = f"step {self.step} epoch {epoch:.2f} progress {progress:.3f} min {self.spent_s / 60:.1f}"
        line += f" cue {sums[0] / sums[2]:.2f} role {sums[1] / sums[2]:.2f}\n"
        with (self.out / "log.txt").open("a", encoding="utf-8") as log:
            log.write(line)

    def _save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "spent_s": self.spent_s,
            "plan": asdict(self.plan),
        }
        torch.save(state, self.out / "new.pt")
        (self.out / "new.pt").replace(self.out / "last.pt")

    def _resume(self) -> None:
        state = torch.load(self.out / "last.pt", map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])
        for group in self.optimiser.param_groups:
            group["fused"], group["foreach"] = True, None
        self.step, self.spent_s = state["step"], state["spent_s"]


def rate_share(progress: float, plan: Plan) -> float:
    """Return the learning rate as a share of its height: up, level, then down along a cosine."""
    if progress < plan.warmup:
        return progress / plan.warmup + 1e-3
    level = plan.warmup + plan.hold
    if progress < level:
        return 1.0
    return 0.5 * (1 + math.cos(math.pi * (progress - level) / (1 - level)))


if __name__ == "__main__":
    main()
