"""BERT and MPNet encoders in one small module, with features added to the word embeddings.

Written out here so that the graph exports cleanly and so that layers can be dropped; the weights are read from the
publishers' safetensors files. Method: docs/methods/attribution.md.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """What an encoder's config.json tells of its size."""

    kind: str
    """bert or mpnet."""
    vocab: int
    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    eps: float
    relative_buckets: int
    """0: no relative attention bias."""
    hidden_dropout: float = 0.1


def read_shape(folder: Path, *, layers: int | None = None) -> EncoderShape:
    """Return the shape of the encoder in `folder`, cut to its lowest `layers` layers where that is given."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return EncoderShape(
        kind=config["model_type"],
        vocab=config["vocab_size"],
        hidden=config["hidden_size"],
        layers=min(layers or config["num_hidden_layers"], config["num_hidden_layers"]),
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        positions=config["max_position_embeddings"],
        eps=config["layer_norm_eps"],
        relative_buckets=config.get("relative_attention_num_buckets", 0),
    )


class Layer(nn.Module):
    """One transformer layer with the norm after each part, as in BERT."""

    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.dropout = nn.Dropout(shape.hidden_dropout)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """Return new states, shape (batch, pieces, hidden); `bias` is added to the attention scores."""
        batch, pieces, hidden = states.shape
        qkv = self.qkv(states).view(batch, pieces, 3, self.heads, hidden // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        # No dropout on the attention itself: on a CPU drawing it costs more than the whole layer.
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(batch, pieces, hidden)
        states = self.norm1(states + self.dropout(self.out(mixed)))
        output: Tensor = self.norm2(states + self.dropout(self.down(functional.gelu(self.up(states)))))
        return output


class Encoder(nn.Module):
    """Word pieces and their features to states."""

    def __init__(self, shape: EncoderShape, feature_sizes: tuple[int, ...]) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocab, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.features = nn.ModuleList(nn.Embedding(size, shape.hidden) for size in feature_sizes)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.dropout = nn.Dropout(shape.hidden_dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        if shape.relative_buckets:
            self.relative = nn.Embedding(shape.relative_buckets, shape.heads)
        self.frozen = 0
        for size, embedding in zip(feature_sizes, self.features, strict=True):
            # From nothing, so that the first step sees the encoder as it was published.
            embedding.load_state_dict({"weight": torch.zeros(size, shape.hidden)})

    def freeze(self, lowest: int) -> None:
        """Keep words, positions and the `lowest` layers as published; features then join the states above them.

        So nothing is carried back through what is frozen, which costs a third of a layer that learns.
        """
        self.frozen = lowest
        parts = (self.words, self.positions, self.norm, *self.layers[:lowest]) if lowest else ()
        relative = (self.relative,) if lowest and self.shape.relative_buckets else ()
        for part in (*parts, *relative):
            part.requires_grad_(False)

    def train(self, mode: bool = True) -> Encoder:
        """Set the mode of what learns; frozen layers drop nothing out."""
        super().train(mode)
        for layer in self.layers[: self.frozen]:
            layer.eval()
        return self

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Return states (batch, pieces, hidden) of `pieces` (batch, pieces) with `features` (batch, pieces, kinds).

        `mask` (batch, pieces) is True on real pieces; None: all are.
        """
        length = pieces.shape[1]
        first = 2 if self.shape.kind == "mpnet" else 0
        states: Tensor = self.words(pieces) + self.positions(torch.arange(length, device=pieces.device) + first)
        bias = self._bias(length, mask, states)
        if self.frozen:
            states = self.norm(states)
            for layer in self.layers[: self.frozen]:
                states = layer(states, bias)
        for kind, embedding in enumerate(self.features):
            states = states + embedding(features[:, :, kind])
        states = self.dropout(states if self.frozen else self.norm(states))
        for layer in self.layers[self.frozen :]:
            states = layer(states, bias)
        return states

    def _bias(self, length: int, mask: Tensor | None, states: Tensor) -> Tensor | None:
        bias: Tensor | None = None
        if self.shape.relative_buckets:
            at = torch.arange(length, device=states.device)
            buckets = _relative_buckets(at[None, :] - at[:, None], self.shape.relative_buckets)
            bias = self.relative(buckets).permute(2, 0, 1).unsqueeze(0)
        if mask is not None and not bool(mask.all()):
            padding = torch.zeros_like(mask, dtype=states.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
            bias = padding if bias is None else bias + padding
        return bias


def _relative_buckets(offset: Tensor, buckets: int, *, max_distance: int = 128) -> Tensor:
    """Return the T5 bucket of each relative position, as MPNet uses it."""
    half = buckets // 2
    back = -offset
    found = (back < 0).long() * half
    back = back.abs()
    exact = half // 2
    scaled = torch.log(back.clamp_min(1).float() / exact) / math.log(max_distance / exact) * (half - exact)
    far = (exact + scaled.long()).clamp_max(half - 1)
    return found + torch.where(back < exact, back, far)


_BERT_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
}
_MPNET_PARTS = {
    "q": "attention.attn.q",
    "k": "attention.attn.k",
    "v": "attention.attn.v",
    "out": "attention.attn.o",
    "norm1": "attention.LayerNorm",
}
_COMMON_PARTS = {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}


def load_pretrained(encoder: Encoder, folder: Path) -> None:
    """Fill `encoder` from the publisher's model.safetensors in `folder`."""
    stored = load_file(folder / "model.safetensors")
    stored = {name.removeprefix("bert.").removeprefix("mpnet."): value.float() for name, value in stored.items()}
    own: dict[str, Tensor] = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    if "embeddings.token_type_embeddings.weight" in stored:
        # Every piece is of type 0 here: fold the constant into the positions.
        own["positions.weight"] = own["positions.weight"] + stored["embeddings.token_type_embeddings.weight"][0]
    if encoder.shape.relative_buckets:
        own["relative.weight"] = stored["encoder.relative_attention_bias.weight"]
    parts = {**(_MPNET_PARTS if encoder.shape.kind == "mpnet" else _BERT_PARTS), **_COMMON_PARTS}
    for layer in range(encoder.shape.layers):
        for kind in ("weight", "bias"):
            of = {part: stored[f"encoder.layer.{layer}.{name}.{kind}"] for part, name in parts.items()}
            own[f"layers.{layer}.qkv.{kind}"] = torch.cat([of["q"], of["k"], of["v"]])
            own.update({f"layers.{layer}.{part}.{kind}": of[part] for part in ("out", "norm1", "up", "down", "norm2")})
    missing = encoder.load_state_dict(own, strict=False)
    left = [name for name in missing.missing_keys if not name.startswith("features.")]
    if left or missing.unexpected_keys:
        raise ValueError(f"encoder weights in {folder} do not fit: missing {left}, too many {missing.unexpected_keys}")
