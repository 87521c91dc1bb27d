"""The data package descriptor (Frictionless Data Package, version 1) of an export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warehouse.meanings import Column, Relation
from warehouse.spreadsheets import name_sheets

TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def describe_package(files: Sequence[tuple[Relation, str]], kind: str) -> dict[str, Any]:
    """The descriptor of relations that stand in files of one kind (parquet, csv, xlsx), given by file name.

    A field's name is the heading that stands in the file: the contract's column name in Parquet, the Chinese one in
    CSV and Excel, where `column` gives the contract's.
    """
    sheets = name_sheets([relation for relation, _ in files])
    return {
        "profile": "data-package",
        "name": "juesuan",
        "title": "部门决算、预算公开数据 | Published final accounts and budgets of government departments",
        "resources": [
            _describe_resource(relation, path, kind, sheet)
            for (relation, path), sheet in zip(files, sheets, strict=True)
        ],
    }


def _describe_resource(relation: Relation, path: str, kind: str, sheet: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": relation.name,
        "path": path,
        "title": f"{relation.meaning.zh} | {relation.meaning.en}",
        "description": relation.meaning.text,
        "format": kind,
        "mediatype": MEDIA_TYPES[kind],
    }
    if kind == "csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8-sig"}
    if kind == "xlsx":
        resource["dialect"] = {"excel": {"sheet": sheet}}
    schema: dict[str, Any] = {"fields": [_describe_field(column, kind) for column in relation.columns]}
    if relation.key:
        schema["primaryKey"] = [_heading(c, kind) for c in relation.columns if c.name in relation.key]
    return resource | {"schema": schema}


def _describe_field(column: Column, kind: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": _heading(column, kind),
        "type": _type(column.type),
        "title": f"{column.meaning.zh} | {column.meaning.en}",
        "description": column.meaning.text,
    }
    if kind != "parquet":
        field["column"] = column.name
    # An empty text is printed as an empty cell, which reads as missing.
    if not column.nullable and field["type"] != "string":
        field["constraints"] = {"required": True}
    return field


def _heading(column: Column, kind: str) -> str:
    return column.name if kind == "parquet" else column.meaning.zh


def _type(declared: str) -> str:
    if declared.endswith("]"):
        return "array"
    if declared.startswith("MAP"):
        return "object"
    if declared.startswith("DECIMAL"):
        return "number"
    return TYPES[declared]
