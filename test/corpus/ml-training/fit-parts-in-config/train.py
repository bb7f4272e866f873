from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score

from settings import Settings
from tables import load_parts, split_xy


def build(cfg: Settings) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=cfg.iterations,
        learning_rate=cfg.learning_rate,
        max_leaf_nodes=cfg.max_leaf_nodes,
        early_stopping=False,
        random_state=cfg.seed,
    )


def main() -> None:
    cfg = Settings()
    x_fit, y_fit = split_xy(load_parts(cfg.root, cfg.fit_parts), cfg.target)
    model = build(cfg).fit(x_fit, y_fit)

    x_report, y_report = split_xy(load_parts(cfg.root, [cfg.report_part]), cfg.target)
    proba = model.predict_proba(x_report)[:, 1]
    print(f"rows={len(x_fit)} auc={roc_auc_score(y_report, proba):.4f} logloss={log_loss(y_report, proba):.4f}")


if __name__ == "__main__":
    main()
