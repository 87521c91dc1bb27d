"""Project paragraphs: 午餐补助项目绩效目标完成情况综述。项目全年预算数…, 根据绩效目标，某项目自评得分…"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADED = re.compile(
    r"(?:\(?[\d一二三四五六七八九十]{1,3}[).、]{1,3}){0,4}(?P<name>[^，。;:\n]{2,60}?)(?:项目)?(?:支出)?"
    r"(?:绩效目标(?:实际)?完成情况(?:综述)?|(?:项目)?(?:支出)?绩效自评(?:情况)?综述|自评综述"
    r"|绩效(?:自评|评价)(?:综述|情况)|自评情况|项目(?=。(?:综合|最终)?(?:绩效)?(?:评价|自评)?得分))[:。]"
)
_SCORED = re.compile(
    r"绩效目标，(?!(?:该|本)?项目(?:绩效)?自评)(?P<name>[^，。;\n]{2,60}?)(?:项目)?(?:支出)?(?:绩效)?自评(?:得分|结果|综合)"
)
_NO_NAME = re.compile("^(?:该|本|各|上述)?项目$|反映|组织|开展|本部门|本单位|等[0-9]+个|工作$|管理$")
_WHOLE = re.compile("部门整体|整体支出|单位整体")
_OWN_WHOLE = re.compile("^(?:本|我)?(?:部门|单位|局)?整体(?:支出)?$")
_YEAR = re.compile(r"20\d\d年度?")


@dataclass(frozen=True, slots=True)
class ProjectName:
    """Where a project's name stands in its paragraph; `whole` says that it is the department as a whole."""

    start: int
    end: int
    whole: bool


def find_project(paragraph: str) -> ProjectName | None:
    """The project that a paragraph (or the rest of one, from a sentence on) is about, or None."""
    match = _HEADED.match(paragraph) or _SCORED.search(paragraph[:90])
    if match is None or (_NO_NAME.search(match["name"]) and not _OWN_WHOLE.match(match["name"])):
        return None
    start, end = match.span("name")
    if year := _YEAR.match(paragraph, start, end):
        start = year.end()
    return ProjectName(start, end, bool(_WHOLE.search(match["name"])))
