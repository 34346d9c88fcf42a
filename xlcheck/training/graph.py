"""A student's layers as an ONNX graph with int8 weights, written out by hand.

Input: ``embeddings`` (n, length, d) of the subwords and ``mask`` (n, length), 1 where there is one. Output: ``mean``
(n, d) of the last layer over the subwords. The graph of two sentences read together takes ``places`` (n, length) too,
a subword's place in its own sentence, those of the second counted on from ``LONGEST``, and gives ``hidden``
(n, length, d), the last layer as it is. Activations are quantised by scales fixed here, once, over sample
sentences: with scales taken at run time a sentence's vector would depend on the sentences beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xlcheck.models.distilled import BUCKETS

Weights = Mapping[str, NDArray[np.float32]]

OPSET = 20
#: Places that the graph knows: no text is given to it that is longer.
LONGEST = BUCKETS[-1]
#: Contributed operators of ONNX Runtime.
_ORT = "com.microsoft"


#: How much of the large activations moves into the weights (SmoothQuant, Xiao et al. 2023, calls it alpha).
_SMOOTHING = 0.75
#: Largest weight. Processors without instructions for products of eight bits add up two of them in 16: with weights of
#: seven bits nothing overflows there (2 * 255 * 63 < 2^15), and every processor comes to the same sum.
LARGEST = 63
#: Share of the values that a scale cuts off on either side.
_CUT = 5e-6


@dataclass(frozen=True)
class Steps:
    """How an activation becomes eight bits: value / ``width`` of its channel (d,) + ``zero``, rounded, 0 to 255."""

    width: NDArray[np.float32]
    zero: int

    @classmethod
    def fitted(cls, values: NDArray[np.float32], weight: NDArray[np.float32]) -> Steps:
        """For ``values`` (n, d) as they were seen, which a ``weight`` (d, out) multiplies."""
        largest = np.maximum(np.quantile(np.abs(values), 0.999, axis=0), 1e-3)
        smooth = largest**_SMOOTHING / np.maximum(np.abs(weight).max(axis=1), 1e-6) ** (1 - _SMOOTHING)
        low, high = np.quantile(values / smooth, (_CUT, 1 - _CUT))
        low, high = min(float(low), 0.0), max(float(high), 1e-6)
        step = (high - low) / 255
        return cls((smooth * step).astype(np.float32), round(-low / step))


def quantised(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Columns of a weight (in, out) as int8 with one scale a column."""
    scale = np.abs(weight).max(axis=0) / LARGEST
    scale[scale == 0] = 1
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)


def write_layers(
    file: Path, weights: Weights, steps: Sequence[Steps], heads: int, epsilon: float, *, joint: bool = False
) -> None:
    """Write the graph of a BertModel's ``weights`` (by their names in transformers); four ``steps`` a layer.

    In order: into attention, out of attention, into the inner layer, out of it. ``joint``: of two sentences together.
    """
    import onnx
    from onnx import TensorProto, helper

    graph = _Graph(weights, heads, epsilon)
    hidden = graph.embedded_together() if joint else graph.embedded()
    bias = graph.attention_bias()
    for at in range(len(steps) // 4):
        hidden = graph.layer(hidden, bias, f"encoder.layer.{at}", steps[4 * at : 4 * at + 4])
    graph.named(hidden if joint else graph.mean(hidden), "hidden" if joint else "mean")
    size = len(weights["embeddings.LayerNorm.weight"])
    row: list[str | int | None] = ["n", "length"]
    inputs = [
        helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, [*row, size]),
        helper.make_tensor_value_info("mask", TensorProto.FLOAT, row),
    ]
    if joint:
        inputs.append(helper.make_tensor_value_info("places", TensorProto.INT64, row))
        output = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*row, size])
    else:
        output = helper.make_tensor_value_info("mean", TensorProto.FLOAT, ["n", size])
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "verifier" if joint else "encoder",
            inputs,
            [output],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(_ORT, 1)],
        ir_version=9,
        producer_name="xlcheck",
    )
    onnx.save(model, file)


class _Graph:
    """Nodes as they are written; each method returns the name of what it computes."""

    def __init__(self, weights: Weights, heads: int, epsilon: float) -> None:
        self.weights, self.heads, self.epsilon = weights, heads, epsilon
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, array: NDArray[np.generic] | np.generic, name: str = "") -> str:
        """An array; those of the model bear their names, so that it can be rebuilt of them."""
        from onnx import numpy_helper

        name = name or f"constant.{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def op(self, kind: str, *inputs: str, count: int = 1, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        names = [f"{kind.lower()}{len(self.nodes)}.{k}" for k in range(count)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0]

    def embedded(self) -> str:
        """Subwords with their places, normalised."""
        places = self.weights["embeddings.position_embeddings.weight"][:LONGEST]
        # Every subword is of the first kind.
        places = places + self.weights["embeddings.token_type_embeddings.weight"][0]
        length = self.op("Shape", "mask", start=1, end=2)
        zero, axis = self.constant(np.array([0])), self.constant(np.array([0]))
        here = self.op("Slice", self.constant(places, "embeddings.position_embeddings.weight"), zero, length, axis)
        return self.normalised(self.op("Add", "embeddings", here), "embeddings.LayerNorm")

    def embedded_together(self) -> str:
        """Subwords with their places and the side that they stand on, normalised."""
        places = self.weights["embeddings.position_embeddings.weight"][:LONGEST]
        sides = self.weights["embeddings.token_type_embeddings.weight"]
        table = self.constant(np.concatenate([places + sides[0], places + sides[1]]), "embeddings.places")
        return self.normalised(self.op("Add", "embeddings", self.op("Gather", table, "places")), "embeddings.LayerNorm")

    def attention_bias(self) -> str:
        """0 for subwords, minus much for padding (n, 1, 1, length)."""
        absent = self.op("Sub", self.constant(np.float32(1)), "mask")
        bias = self.op("Mul", absent, self.constant(np.float32(-1e4)))
        return self.op("Unsqueeze", bias, self.constant(np.array([1, 2])))

    def layer(self, hidden: str, bias: str, name: str, steps: Sequence[Steps]) -> str:
        """Attention, then the inner layer, each added to what went in."""
        context = self.attention(hidden, bias, f"{name}.attention.self", steps[0])
        out = self.linear(context, [f"{name}.attention.output.dense"], steps[1])
        hidden = self.normalised(self.op("Add", out, hidden), f"{name}.attention.output.LayerNorm")
        inner = self.op("Gelu", self.linear(hidden, [f"{name}.intermediate.dense"], steps[2]))
        out = self.linear(inner, [f"{name}.output.dense"], steps[3])
        return self.normalised(self.op("Add", out, hidden), f"{name}.output.LayerNorm")

    def attention(self, hidden: str, bias: str, name: str, steps: Steps) -> str:
        """What each subword takes from the others (n, length, d); query, key and value in one product."""
        together = self.linear(hidden, [f"{name}.{part}" for part in ("query", "key", "value")], steps)
        first = self.op("Split", together, count=3, axis=2, num_outputs=3)
        shape = self.constant(np.array([0, 0, self.heads, -1]))
        split = [self.op("Reshape", f"{first[:-1]}{k}", shape) for k in range(3)]
        orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        query, key, value = (self.op("Transpose", part, perm=order) for part, order in zip(split, orders, strict=True))
        factor = self.constant(np.float32((len(self.weights[f"{name}.query.bias"]) // self.heads) ** -0.5))
        match = self.op("MatMul", self.op("Mul", query, factor), key)
        share = self.op("Softmax", self.op("Add", match, bias), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", share, value), perm=[0, 2, 1, 3])
        return self.op("Reshape", mixed, self.constant(np.array([0, 0, -1])))

    def linear(self, values: str, names: Sequence[str], steps: Steps) -> str:
        """The product of values, as steps of eight bits, and the weights of those names side by side."""
        weight = np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1)
        bias = self.constant(np.concatenate([self.weights[f"{name}.bias"] for name in names]), f"{names[0]}.bias")
        table, scale = quantised(weight * steps.width[:, None])
        one, zero = self.constant(np.float32(1)), self.constant(np.uint8(steps.zero))
        inverse = self.constant(1 / steps.width, f"{names[0]}.inverse_width")
        whole = self.op("QuantizeLinear", self.op("Mul", values, inverse), one, zero)
        int8 = self.constant(table, f"{names[0]}.int8"), one, self.constant(scale, f"{names[0]}.scale")
        return self.op("MatMulIntegerToFloat", whole, *int8, zero, "", bias, domain=_ORT)

    def normalised(self, values: str, name: str) -> str:
        gain, shift = (self.constant(self.weights[f"{name}.{part}"], f"{name}.{part}") for part in ("weight", "bias"))
        return self.op("LayerNormalization", values, gain, shift, axis=-1, epsilon=self.epsilon)

    def mean(self, hidden: str) -> str:
        """Over the subwords that are there; as a product, since ReduceSum adds up one row otherwise than several."""
        count = self.op(
            "Unsqueeze", self.op("ReduceSum", "mask", self.constant(np.array([1])), keepdims=1), self.axis(1)
        )
        share = self.op("Div", self.op("Unsqueeze", "mask", self.axis(1)), count)
        return self.op("Squeeze", self.op("MatMul", share, hidden), self.axis(1))

    def named(self, value: str, name: str) -> None:
        """Give a value the name of an output."""
        from onnx import helper

        self.nodes.append(helper.make_node("Identity", [value], [name]))

    def axis(self, at: int) -> str:
        return self.constant(np.array([at]))
