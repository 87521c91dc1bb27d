"""A report with slips as clerks make them, for README's audit: a committed sample with two figures changed."""

from __future__ import annotations

from pathlib import Path

SOURCE = "yueyang_shuiyun_2022_final_account_cells.txt"
SLIPS = (
    ("增加1098.94万元，增长20.84%", "增加1098.94万元，增长17.25%"),  # taken over the current year
    ("支出决算为88.18万元，完成年初预算的98.00%", "支出决算为81.88万元，完成年初预算的98.00%"),  # digits transposed
)


def write_flawed(reports: Path, folder: Path) -> Path:
    """Write the sample of `reports` with the slips into the folder. Raises ValueError where one does not apply."""
    text = (reports / SOURCE).read_text(encoding="utf-8")
    for right, wrong in SLIPS:
        if text.count(right) != 1:
            raise ValueError(f"{SOURCE}: {right} stands {text.count(right)} times")
        text = text.replace(right, wrong)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SOURCE.replace("_cells", "")
    path.write_text(text, encoding="utf-8", newline="")
    return path
