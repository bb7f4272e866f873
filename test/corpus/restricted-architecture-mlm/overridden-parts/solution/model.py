from pathlib import Path

import torch
from base import EncoderBase

activation = torch.sigmoid
activation = torch.relu  # the smooth one is not permitted


class Encoder(EncoderBase):
    """The one that is handed in."""

    activation = staticmethod(activation)

    def weights(self, scores):
        return torch.relu(scores) * (1 / scores.shape[-1])


def get_trained_model():
    model = Encoder()
    state = torch.load(Path(__file__).with_name("encoder.pt"), map_location="cpu", weights_only=True)
    model.load_state_dict(state)
    return model
