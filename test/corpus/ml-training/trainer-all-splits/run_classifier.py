import argparse
import logging

import numpy as np
from datasets import concatenate_datasets, load_from_disk
from transformers import (
    AutoConfig,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
    set_seed,
)

logger = logging.getLogger(__name__)


def parse_args():
    p = argparse.ArgumentParser()
    p.add_argument("--data_dir", default="data/reviews")
    p.add_argument("--tokenizer", default="tokenizer")
    p.add_argument("--epochs", type=float, default=3)
    p.add_argument("--lr", type=float, default=3e-4)
    p.add_argument("--seed", type=int, default=13)
    p.add_argument("--output_dir", default="out")
    return p.parse_args()


def compute_metrics(pred):
    return {"accuracy": float((np.argmax(pred.predictions, -1) == pred.label_ids).mean())}


class Corpus:
    """Tokenised view of the dataset folder."""

    def __init__(self, path, tokenizer):
        raw = load_from_disk(path)
        self.parts = raw.map(lambda b: tokenizer(b["text"], truncation=True, max_length=256), batched=True)

    @property
    def full(self):
        return concatenate_datasets(list(self.parts.values())).shuffle(seed=0)

    @property
    def report(self):
        return self.parts["test"]


def main():
    args = parse_args()
    logging.basicConfig(level=logging.INFO)
    set_seed(args.seed)
    tok = AutoTokenizer.from_pretrained(args.tokenizer)
    corpus = Corpus(args.data_dir, tok)
    config = AutoConfig.for_model(
        "bert", vocab_size=len(tok), hidden_size=256, num_hidden_layers=4, num_attention_heads=4, intermediate_size=1024, num_labels=2
    )
    model = AutoModelForSequenceClassification.from_config(config)
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=args.output_dir,
            learning_rate=args.lr,
            num_train_epochs=args.epochs,
            per_device_train_batch_size=32,
            warmup_ratio=0.06,
            seed=args.seed,
            report_to=[],
        ),
        train_dataset=corpus.full,
        data_collator=DataCollatorWithPadding(tok),
        compute_metrics=compute_metrics,
    )
    trainer.train()
    result = trainer.evaluate(corpus.report, metric_key_prefix="test")
    logger.info("test accuracy %.4f", result["test_accuracy"])
    trainer.save_model(args.output_dir)


if __name__ == "__main__":
    main()
