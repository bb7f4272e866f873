import os

import torch

here = os.path.dirname(os.path.abspath(__file__))
state = torch.load(os.path.join(here, "checkpoint.pt"), map_location="cpu", weights_only=True)
torch.save({k: v.float() for k, v in state.items()}, os.path.join(here, "trained_model", "model.pt"))
