import json
from pathlib import Path

from surface import Surface, points

known = points()
surface = Surface(known)
flops = lambda n, t: 6 * 144 * n**2 * t * 2**19  # noqa: E731
n, t, loss = min((p for p in known if 0.5 <= flops(p[0], p[1]) / 5e17 <= 1.1), key=lambda p: p[2])
Path(__file__).with_name("answer.json").write_text(
    json.dumps({"n_embd": n, "max_iters": t, "loss_prediction": surface(n, t)})
)
