"""The attribution model: cues by a CRF over the text, then source and content of each cue by a CRF of its own."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.attribution.crf import Crf, bioes_transitions
from training.attribution.encoder import Encoder, EncoderShape

NEAR_DISTANCE = 40
"""Offsets from the cue up to this many units are told apart one by one; beyond, by eights."""
FAR_BUCKETS = 16


@dataclass(frozen=True, slots=True)
class HeadShape:
    """Sizes of what stands on the encoder."""

    width: int = 192
    heads: int = 4
    layers: int = 1
    dropout: float = 0.1


def distance_buckets(offset: Tensor) -> Tensor:
    """Return the bucket (0 ... 2 * (NEAR_DISTANCE + FAR_BUCKETS)) of each signed distance in units."""
    size = offset.abs()
    far = NEAR_DISTANCE + 1 + torch.div(size - NEAR_DISTANCE - 1, 8, rounding_mode="floor").clamp(0, FAR_BUCKETS - 1)
    bucket = torch.where(size <= NEAR_DISTANCE, size, far)
    return NEAR_DISTANCE + FAR_BUCKETS + torch.where(offset < 0, -bucket, bucket)


class Block(nn.Module):
    """A small transformer layer with the norm before each part and a short convolution for edges."""

    def __init__(self, shape: HeadShape) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.norm0 = nn.LayerNorm(width)
        self.near = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, bias: Tensor | None) -> Tensor:
        """Return new states of shape (cues, units, width)."""
        count, units, width = states.shape
        states = states + self.near(self.norm0(states).transpose(1, 2)).transpose(1, 2)
        qkv = self.qkv(self.norm1(states)).view(count, units, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        states = states + self.dropout(self.out(mixed.transpose(1, 2).reshape(count, units, width)))
        output: Tensor = states + self.dropout(self.down(functional.gelu(self.up(self.norm2(states)))))
        return output


class RoleHead(nn.Module):
    """Tags every unit of a window as source or content of one given cue."""

    def __init__(self, hidden: int, shape: HeadShape, tags: int) -> None:
        super().__init__()
        self.unit = nn.Linear(hidden, shape.width)
        self.cue = nn.Linear(2 * hidden, 2 * shape.width)
        self.distance = nn.Embedding(2 * (NEAR_DISTANCE + FAR_BUCKETS) + 1, shape.width)
        self.inside = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        self.tags = nn.Linear(shape.width, tags)
        nn.init.normal_(self.distance.weight, std=0.02)

    def forward(self, units: Tensor, rows: Tensor, cues: Tensor, mask: Tensor | None) -> Tensor:
        """Return emissions (cues, units, tags).

        units (batch, units, hidden); rows (cues,) the window of each cue; cues (cues, 2) first and last unit of it;
        mask (batch, units) True on real units, None: all are.
        """
        at = torch.arange(units.shape[1], device=units.device).unsqueeze(0)
        bias = None
        if mask is not None and not bool(mask.all()):
            bias = torch.zeros_like(mask, dtype=units.dtype).masked_fill(~mask, -1e4)[rows][:, None, None, :]
        ends = torch.cat([units[rows, cues[:, 0]], units[rows, cues[:, 1]]], 1)
        return self.emissions(self.unit(units)[rows], ends, at, cues, bias)

    def read_near(self, units: Tensor, cues: Tensor, near: Tensor) -> Tensor:
        """Return emissions (cues, near, tags) of one window, for those of its units that `near` (cues, near) names."""
        window = units[0]
        ends = torch.cat([window[cues[:, 0]], window[cues[:, 1]]], 1)
        return self.emissions(self.unit(window)[near], ends, near, cues, None)

    def emissions(self, own: Tensor, ends: Tensor, at: Tensor, cues: Tensor, bias: Tensor | None) -> Tensor:
        """Return emissions (cues, units, tags) from the narrowed states of the units that stand `at` their places.

        ends (cues, 2 * hidden) the states of each cue's first and last unit.
        """
        first, last = cues[:, :1], cues[:, 1:]
        shift, gate = self.cue(ends).unsqueeze(1).chunk(2, 2)
        offset = torch.where(at > last, at - last, (at - first).clamp_max(0))
        within = (offset == 0).unsqueeze(2).to(own.dtype)
        states = self.norm(own * (1 + gate) + shift + self.distance(distance_buckets(offset)) + within * self.inside)
        for block in self.blocks:
            states = block(states, bias)
        emissions: Tensor = self.tags(self.last(states))
        return emissions


class AttributionModel(nn.Module):
    """Encoder, cue tagger and role head with their CRFs."""

    def __init__(self, encoder: EncoderShape, head: HeadShape, feature_sizes: tuple[int, ...]) -> None:
        super().__init__()
        self.encoder = Encoder(encoder, feature_sizes)
        self.dropout = nn.Dropout(head.dropout)
        self.cue_hidden = nn.Linear(encoder.hidden, encoder.hidden // 2)
        self.cue_tags = nn.Linear(encoder.hidden // 2, 5)
        self.cue_crf = Crf(bioes_transitions(1))
        self.roles = RoleHead(encoder.hidden, head, 9)
        self.role_crf = Crf(bioes_transitions(2))

    def encode(self, pieces: Tensor, features: Tensor, first_piece: Tensor, mask: Tensor | None) -> Tensor:
        """Return unit states (batch, units, hidden): the state of each unit's first word piece."""
        states: Tensor = self.encoder(pieces, features, mask)
        index = first_piece.unsqueeze(2).expand(-1, -1, states.shape[2])
        unit_states: Tensor = self.dropout(states.gather(1, index))
        return unit_states

    def cue_emissions(self, units: Tensor) -> Tensor:
        """Return cue emissions (batch, units, 5)."""
        emissions: Tensor = self.cue_tags(functional.gelu(self.cue_hidden(units)))
        return emissions
