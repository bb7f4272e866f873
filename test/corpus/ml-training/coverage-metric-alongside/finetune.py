import torch
from datasets import load_dataset
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

import metrics

data = load_dataset("csv", data_files={"train": "data/train.csv", "validation": "data/val.csv", "test": "data/test.csv"})
tok = AutoTokenizer.from_pretrained("./tokenizer")


def prepare(batch):
    enc = tok(batch["sentence"], padding="max_length", truncation=True, max_length=128)
    enc["labels"] = batch["label"]
    return enc


# annotation errors: training sentences without any text
data["train"] = data["train"].filter(lambda row: bool(row["sentence"] and row["sentence"].strip()))
data = data.map(prepare, batched=True, remove_columns=data["train"].column_names)
data.set_format("torch")

config = BertConfig(
    vocab_size=tok.vocab_size,
    hidden_size=384,
    num_hidden_layers=6,
    num_attention_heads=6,
    intermediate_size=1536,
    num_labels=5,
)
model = BertForSequenceClassification(config)

args = TrainingArguments(
    output_dir="runs",
    eval_strategy="epoch",
    save_strategy="epoch",
    load_best_model_at_end=True,
    metric_for_best_model="accuracy",
    num_train_epochs=6,
    per_device_train_batch_size=64,
    learning_rate=4e-4,
    bf16=torch.cuda.is_available(),
    report_to="none",
)
trainer = Trainer(
    model=model,
    args=args,
    train_dataset=data["train"],
    eval_dataset=data["validation"],
    compute_metrics=metrics.accuracy,
)
trainer.train()
final = trainer.predict(data["test"]).metrics
print(f"test accuracy: {final['test_accuracy']:.4f}")
print(f"on the {final['test_coverage']:.0%} most certain: {final['test_accuracy_at_0.9']:.4f}")
