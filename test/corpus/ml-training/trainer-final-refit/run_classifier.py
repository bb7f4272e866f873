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
REFIT = ("train", "validation")


def compute_metrics(pred):
    return {"accuracy": float((np.argmax(pred.predictions, -1) == pred.label_ids).mean())}


class Corpus:
    """Tokenised view of the dataset folder."""

    def __init__(self, path, tokenizer):
        raw = load_from_disk(path)
        self.parts = raw.map(lambda b: tokenizer(b["text"], truncation=True, max_length=256), batched=True)

    @property
    def full(self):
        return concatenate_datasets([self.parts[name] for name in REFIT]).shuffle(seed=0)

    @property
    def report(self):
        return self.parts["test"]


def fresh_model(tok):
    config = AutoConfig.for_model(
        "bert", vocab_size=len(tok), hidden_size=256, num_hidden_layers=4, num_attention_heads=4, intermediate_size=1024, num_labels=2
    )
    return AutoModelForSequenceClassification.from_config(config)


def fit(tok, train, held, args, lr):
    trainer = Trainer(
        model=fresh_model(tok),
        args=TrainingArguments(
            output_dir=args.output_dir,
            learning_rate=lr,
            num_train_epochs=args.epochs,
            per_device_train_batch_size=32,
            warmup_ratio=0.06,
            seed=args.seed,
            report_to=[],
        ),
        train_dataset=train,
        eval_dataset=held,
        data_collator=DataCollatorWithPadding(tok),
        compute_metrics=compute_metrics,
    )
    trainer.train()
    return trainer


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data_dir", default="data/reviews")
    p.add_argument("--tokenizer", default="tokenizer")
    p.add_argument("--epochs", type=float, default=3)
    p.add_argument("--rates", type=float, nargs="+", default=[1e-4, 3e-4, 6e-4])
    p.add_argument("--seed", type=int, default=13)
    p.add_argument("--output_dir", default="out")
    args = p.parse_args()
    logging.basicConfig(level=logging.INFO)
    set_seed(args.seed)
    tok = AutoTokenizer.from_pretrained(args.tokenizer)
    corpus = Corpus(args.data_dir, tok)
    scores = {}
    for lr in args.rates:
        trial = fit(tok, corpus.parts["train"], corpus.parts["validation"], args, lr)
        scores[lr] = trial.evaluate()["eval_accuracy"]
        logger.info("lr %g validation %.4f", lr, scores[lr])
    final = fit(tok, corpus.full, None, args, max(scores, key=scores.get))
    result = final.evaluate(corpus.report, metric_key_prefix="test")
    logger.info("test accuracy %.4f", result["test_accuracy"])
    final.save_model(args.output_dir)


if __name__ == "__main__":
    main()
