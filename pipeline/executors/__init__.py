"""Where documents are read: in this process, in worker processes that may die, or on a cluster."""

from pipeline.executors.interface import Executor, Limits, Lost
from pipeline.executors.local import Inline, Processes

__all__ = ["Executor", "Inline", "Limits", "Lost", "Processes"]
