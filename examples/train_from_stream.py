"""A student from images that a service draws while it learns: no dataset on disk.

    shadergen serve &
    python examples/train_from_stream.py http://127.0.0.1:8000 --teacher builtin:fashion-mnist --student cnn
        --images 100000 --out student.safetensors

The bare loop, to begin one's own with. `shadergen distill` has what it leaves out: augmentation, resuming, several
GPUs, agreement on held-out images, and a set that the teacher balanced.
"""

import argparse
from pathlib import Path

import torch
from torch.utils.data import DataLoader

from distill.inputs import prepare
from distill.losses import dist
from distill.optimiser import build_optimiser, rate_at, set_rate
from distill.student import build_student, weights_of
from distill.teachers.load import load_teacher
from shadergen.client import SurrogateStream, collate

_BATCH = 64


def main() -> None:
    """Train, and write the student's weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("service", help="http://host:8000, or http://user:TOKEN@host:8000")
    parser.add_argument("--teacher", required=True, help="SPEC of the teacher")
    parser.add_argument("--student", required=True, help="a network's name, or FILE.yaml")
    parser.add_argument("--images", type=int, required=True, help="how many, each seen once")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    parser.add_argument("--size", type=int, default=32, help="side of the images")
    parser.add_argument("--source", default="twigl:1,synth:2,figures:3", help="what is drawn")
    parser.add_argument("--temperature", type=float, default=8.0)
    parser.add_argument("--lr", type=float, default=0.02)
    arguments = parser.parse_args()

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    teacher = load_teacher(arguments.teacher, device)
    student = build_student(arguments.student, teacher, seed=0)
    network = student.network.to(device).train()

    recipe = {"size": arguments.size, "source": arguments.source}
    stream = SurrogateStream(arguments.service, recipe, n=arguments.images)
    batches = DataLoader(stream, batch_size=_BATCH, collate_fn=collate, drop_last=True)

    steps = max(1, arguments.images // _BATCH)
    optimiser = build_optimiser("muon", network, arguments.lr, weight_decay=0.02)
    for step, (images, _) in enumerate(batches):
        set_rate(optimiser, rate_at(step, steps, arguments.lr))
        here = images.to(device)
        with torch.no_grad():
            answers = teacher.logits(here)
        own = network(prepare(here, student.input))
        loss = dist(own, answers, arguments.temperature)
        network.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 20 == 0 or step == steps - 1:
            same = (own.argmax(1) == answers.argmax(1)).float().mean()
            print(f"step {step + 1} of {steps}: loss {loss:.4f}, agreement {same:.1%}", flush=True)
    arguments.out.write_bytes(weights_of(network))
    print(f"{arguments.out}: the student's weights")


if __name__ == "__main__":
    main()
