MARKERS = {
    "argv": ("--time", "--bench", "score_timing"),
    "env": ("REBENCH_PHASE", "SCORING_PHASE", "PHASE"),
}
