"""Training steps by PyTorch: the same Llama, batch and AdamW. Argument: a written case. Reads numbers of steps, a line each."""

import json
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

case = json.load(open(sys.argv[1]))
config, options = case["config"], case["optimiser"]
heads, head_dim, epsilon = config["heads"], config["headDim"], config["epsilon"]
assert config["keyValueHeads"] == heads and not config["tied"]

flat = torch.from_numpy(np.fromfile(case["weightsFile"], dtype="<f4"))
loaded, at = {}, 0
for name, dims in case["shapes"]:
    size = math.prod(dims)
    loaded[name] = flat[at : at + size].reshape(dims)
    at += size


def parameter(*names):
    """Several matrices that read the same input are one, which is to PyTorch's advantage."""
    return torch.nn.Parameter(torch.cat([loaded[name] for name in names]).clone())


layers = []
for i in range(config["layers"]):
    at = f"model.layers.{i}."
    layers.append(
        {
            "attention_norm": parameter(at + "input_layernorm.weight"),
            "qkv": parameter(*(f"{at}self_attn.{x}_proj.weight" for x in "qkv")),
            "output": parameter(at + "self_attn.o_proj.weight"),
            "mlp_norm": parameter(at + "post_attention_layernorm.weight"),
            "gate_up": parameter(at + "mlp.gate_proj.weight", at + "mlp.up_proj.weight"),
            "down": parameter(at + "mlp.down_proj.weight"),
        }
    )
embedding = parameter("model.embed_tokens.weight")
final_norm = parameter("model.norm.weight")
head = parameter("lm_head.weight")

ids = torch.tensor(case["ids"])
inputs, targets = ids[:, :-1], ids[:, 1:].reshape(-1)
batch, length = inputs.shape
angles = torch.outer(torch.arange(length).float(), config["theta"] ** (-torch.arange(0, head_dim, 2) / head_dim))
cos, sin = angles.cos().repeat(1, 2), angles.sin().repeat(1, 2)
hidden_score = torch.full((length, length), -1e9).triu(1)


def norm(x, weight):
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + epsilon) * weight


def rotate(x):
    first, second = x.chunk(2, -1)
    return x * cos + torch.cat((-second, first), -1) * sin


def forward():
    x = F.embedding(inputs, embedding)
    for layer in layers:
        qkv = F.linear(norm(x, layer["attention_norm"]), layer["qkv"])
        q, k, v = qkv.view(batch, length, 3, heads, head_dim).permute(2, 0, 3, 1, 4)
        scores = rotate(q) @ rotate(k).transpose(-1, -2) * head_dim**-0.5 + hidden_score
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, -1)
        x = x + F.linear(mixed, layer["output"])
        gate, up = F.linear(norm(x, layer["mlp_norm"]), layer["gate_up"]).chunk(2, -1)
        x = x + F.linear(F.silu(gate) * up, layer["down"])
    return F.cross_entropy(F.linear(norm(x, final_norm), head).view(-1, config["vocabulary"]), targets)


parameters = [embedding, final_norm, head, *(weight for layer in layers for weight in layer.values())]
optimiser = torch.optim.AdamW(
    [
        {"params": [p for p in parameters if p.dim() > 1], "weight_decay": options["weightDecay"]},
        {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0.0},
    ],
    lr=options["learningRate"],
    betas=(options["beta1"], options["beta2"]),
    eps=options["epsilon"],
    foreach=True,
)


def step():
    optimiser.zero_grad(set_to_none=True)
    loss = forward()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, options["clipNorm"])
    optimiser.step()
    return loss.item()


def blas():
    """The libraries that multiply matrices, as this process has loaded them."""
    try:
        mapped = {line.split()[-1].rsplit("/", 1)[-1] for line in open("/proc/self/maps")}
    except OSError:
        return "unknown"
    return ", ".join(sorted(name for name in mapped if any(x in name for x in ("blas", "mkl_core", "blis")))) or "built in"


print(json.dumps({"version": torch.__version__, "blas": blas(), "threads": torch.get_num_threads()}), flush=True)
for line in sys.stdin:
    durations, losses = [], []
    for _ in range(int(line)):
        started = time.perf_counter()
        losses.append(step())
        durations.append(1000 * (time.perf_counter() - started))
    print(json.dumps({"durationsMs": durations, "losses": losses}), flush=True)
