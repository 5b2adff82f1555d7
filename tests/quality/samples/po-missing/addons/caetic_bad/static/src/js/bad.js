const a = _t("Draw");
const b = _t("Good");
