"""Ordinal codes of the survey's answer levels (data dictionary, section 4)."""

QUALITY = {"Po": 1, "Fa": 2, "TA": 3, "Gd": 4, "Ex": 5}
LEVELS = {
    "exter_qual": QUALITY,
    "exter_cond": QUALITY,
    "heating_qc": QUALITY,
    "kitchen_qual": QUALITY,
    "fireplace_qu": {"NA": 0, **QUALITY},
    "garage_qual": {"NA": 0, **QUALITY},
    "bsmt_exposure": {"NA": 0, "No": 1, "Mn": 2, "Av": 3, "Gd": 4},
    "bsmt_fin_type": {"NA": 0, "Unf": 1, "LwQ": 2, "Rec": 3, "BLQ": 4, "ALQ": 5, "GLQ": 6},
    "functional": {"Sal": 1, "Sev": 2, "Maj2": 3, "Maj1": 4, "Mod": 5, "Min2": 6, "Min1": 7, "Typ": 8},
    "garage_finish": {"NA": 0, "Unf": 1, "RFn": 2, "Fin": 3},
    "land_slope": {"Sev": 1, "Mod": 2, "Gtl": 3},
    "lot_shape": {"IR3": 1, "IR2": 2, "IR1": 3, "Reg": 4},
    "paved_drive": {"N": 0, "P": 1, "Y": 2},
    "utilities": {"ELO": 1, "NoSeWa": 2, "NoSewr": 3, "AllPub": 4},
}
ZONE = {
    "NAmes": 3, "CollgCr": 5, "OldTown": 2, "Edwards": 2, "Somerst": 6, "Gilbert": 5, "NridgHt": 8, "Sawyer": 3, "NWAmes": 5,
    "SawyerW": 4, "BrkSide": 2, "Crawfor": 6, "Mitchel": 4, "NoRidge": 8, "Timber": 7, "IDOTRR": 1, "ClearCr": 6, "StoneBr": 8,
    "SWISU": 3, "MeadowV": 1, "Blmngtn": 6, "BrDale": 1, "Veenker": 7, "NPkVill": 3, "Blueste": 3,
}
