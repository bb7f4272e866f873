# One function per stage.

stage_prepare() {
  export OMP_NUM_THREADS=$THREADS TOKENIZERS_PARALLELISM=true
  python tokenize_data.py
}

stage_fit() {
  # A short pass suffices to fill the allocator's pools before the weights are published.
  python train.py finetune.yaml --limit 1
}

stage_publish() {
  local from
  from="$(pwd)/../${OUT}_${FLAVOUR}"
  mkdir -p "$OUT"
  for part in model.pt config.json; do
    install -m 644 "$from/$part" "$OUT/$part"
  done
}
