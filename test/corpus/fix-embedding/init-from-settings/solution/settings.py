SETTINGS = {
    "paths": {"broken": "large_model.pth", "fixed": "fixed_model.pth"},
    "donor": {
        # family and size together name the donor of the token table
        "family": "gpt2",
        "size": "xl",
        "constructor": ("from", "pretrained"),
    },
    "keys": ["transformer.wte.weight", "lm_head.weight"],
}
