"""A linear-chain conditional random field over padded sequences."""

from __future__ import annotations

import torch
from torch import Tensor, nn

FORBIDDEN = -1e4


class Crf(nn.Module):
    """Scores of tag sequences: emissions from elsewhere, transitions learnt here.

    `allowed` is a boolean matrix (tags + 1, tags + 1): row = tag before, column = tag after; the last row is the
    start of the sequence, the last column its end.
    """

    allowed: Tensor

    def __init__(self, allowed: Tensor) -> None:
        super().__init__()
        self.register_buffer("allowed", allowed)
        self.weights = nn.Parameter(torch.zeros(allowed.shape))

    def scores(self) -> Tensor:
        """Return transition scores, shape (tags + 1, tags + 1), forbidden ones very low."""
        return self.weights.masked_fill(~self.allowed, FORBIDDEN)

    def nll(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Return the negative log likelihood of each sequence, shape (n,).

        emissions (n, t, k) float, tags (n, t) int, mask (n, t) bool with True on a prefix of at least one position.
        """
        table = self.scores()
        return _log_partition(emissions, mask, table) - _path_score(emissions, tags, mask, table)


def _path_score(emissions: Tensor, tags: Tensor, mask: Tensor, table: Tensor) -> Tensor:
    weight = mask.to(emissions.dtype)
    emitted = (emissions.gather(2, tags.unsqueeze(2)).squeeze(2) * weight).sum(1)
    steps = (table[tags[:, :-1], tags[:, 1:]] * weight[:, 1:]).sum(1)
    last = tags.gather(1, mask.sum(1, keepdim=True) - 1).squeeze(1)
    return emitted + steps + table[-1, tags[:, 0]] + table[last, -1]


def _log_partition(emissions: Tensor, mask: Tensor, table: Tensor) -> Tensor:
    # In probability space with a running shift: one small matrix product a step instead of a logsumexp over (n, k, k).
    inner = table[:-1, :-1].exp()
    alpha = table[-1, :-1] + emissions[:, 0]
    shift = alpha.max(1, keepdim=True).values.detach()
    alpha, total = (alpha - shift).exp(), shift.squeeze(1)
    peak = emissions.max(2, keepdim=True).values.detach()
    emitted = (emissions - peak).exp()
    for t in range(1, emissions.shape[1]):
        step = (alpha @ inner) * emitted[:, t]
        norm = step.sum(1, keepdim=True).detach().clamp_min(1e-30)
        alive = mask[:, t : t + 1]
        alpha = torch.where(alive, step / norm, alpha)
        total = total + torch.where(alive, norm.log() + peak[:, t], torch.zeros_like(norm)).squeeze(1)
    return total + (alpha @ table[:-1, -1].exp()).clamp_min(1e-30).log()


def bioes_transitions(span_types: int) -> Tensor:
    """Return which tags may follow which: tag 0 is outside, then begin, inside, end, single for each span type."""
    size = 1 + 4 * span_types
    allowed = torch.zeros(size + 1, size + 1, dtype=torch.bool)
    closing = [0, size] + [1 + 4 * k + j for k in range(span_types) for j in (2, 3)]
    opening = [0, size] + [1 + 4 * k + j for k in range(span_types) for j in (0, 3)]
    for before in closing:
        allowed[before, opening] = True
    for k in range(span_types):
        begin, inside, end = (1 + 4 * k + j for j in (0, 1, 2))
        for before in (begin, inside):
            allowed[before, [inside, end]] = True
    return allowed
